// Makes the box of a form with data-suggest="<address>" a combobox: the address answers
// ?q= with the options of a list, as HTML. Without this script it is a plain box.
// The pattern is "editable combobox with list autocomplete" of the ARIA authoring guide.

const PAUSE = 150;
const FEWEST_LETTERS = 2;

/** The place that a key leads to: -1 is the box itself, from which the list goes round. */
export const placeAfter = (key, place, count) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(key in steps)) {
        return -1;
    }
    const round = count + 1;
    return ((place + 1 + steps[key] + round) % round) - 1;
};

/** What a screen reader says of a list; the last option is the search itself. */
export const said = (count) => {
    const things = Math.max(0, count - 1);
    if (!things) {
        return "No suggestions.";
    }
    return `${things} suggestion${things === 1 ? "" : "s"}. Use the arrow keys to choose.`;
};

/** Whether there is enough typed to suggest anything. */
export const isEnough = (typed) => typed.trim().length >= FEWEST_LETTERS;

/** The address that answers what was typed. */
export const addressFor = (address, typed) =>
    `${address}?${new URLSearchParams({ q: typed.trim() })}`;

/** Ask one thing at a time: a new question drops the one before, even if unanswered. */
export const onlyLatest = (ask) => {
    let running = null;
    const drop = () => running?.abort();
    const next = async (...question) => {
        drop();
        const mine = new AbortController();
        running = mine;
        try {
            const answer = await ask(...question, mine.signal);
            return mine.signal.aborted ? null : answer;
        } catch {
            // Dropped, or the network is gone: the box is a plain one meanwhile.
            return null;
        }
    };
    return { next, drop };
};

const fetchOptions = async (address, signal) => {
    const response = await fetch(address, { signal, headers: { Accept: "*/*" } });
    return response.ok ? response.text() : "";
};

const added = (parent, tag, properties, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), properties);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    parent.append(element);
    return element;
};

class Combobox {
    constructor(form, number) {
        this.form = form;
        this.input = form.querySelector("input[name=q]");
        this.list = added(
            form,
            "ul",
            { id: `suggestions-${number}`, className: "suggestions", hidden: true },
            { role: "listbox", "aria-label": "Suggestions" },
        );
        this.status = added(form, "p", { className: "visually-hidden" }, { role: "status" });
        this.options = [];
        this.place = -1;
        this.asking = onlyLatest(fetchOptions);
        this.prepareInput();
        this.listen();
    }

    prepareInput() {
        const attributes = {
            role: "combobox",
            "aria-autocomplete": "list",
            "aria-expanded": "false",
            "aria-controls": this.list.id,
        };
        Object.entries(attributes).forEach(([name, value]) =>
            this.input.setAttribute(name, value),
        );
    }

    listen() {
        this.input.addEventListener("input", () => this.typed());
        this.input.addEventListener("keydown", (event) => this.pressed(event));
        this.input.addEventListener("blur", () => this.close());
        this.form.addEventListener("submit", () => this.close());
        // The box keeps the focus while an option is clicked.
        this.list.addEventListener("mousedown", (event) => event.preventDefault());
        this.list.addEventListener("click", (event) => this.clicked(event));
        window.addEventListener("pagehide", () => this.close());
    }

    typed() {
        this.drop();
        if (isEnough(this.input.value)) {
            this.waiting = setTimeout(() => this.ask(), PAUSE);
        } else {
            this.close();
        }
    }

    async ask() {
        const address = addressFor(this.form.dataset.suggest, this.input.value);
        const answer = await this.asking.next(address);
        if (answer !== null && document.activeElement === this.input) {
            this.show(answer);
        }
    }

    show(markup) {
        this.list.innerHTML = markup;
        this.options = [...this.list.querySelectorAll("[role=option]")];
        this.options.forEach((option, place) => {
            option.id = `${this.list.id}-${place}`;
        });
        this.status.textContent = said(this.options.length);
        this.choose(-1);
        this.toggle(this.options.length > 0);
    }

    toggle(isOpen) {
        this.list.hidden = !isOpen;
        this.input.setAttribute("aria-expanded", String(isOpen));
    }

    close() {
        this.drop();
        this.choose(-1);
        this.toggle(false);
        this.status.textContent = "";
    }

    drop() {
        clearTimeout(this.waiting);
        this.asking.drop();
    }

    choose(place) {
        this.options.forEach((option, at) =>
            option.setAttribute("aria-selected", String(at === place)),
        );
        this.place = place;
        const option = this.options[place];
        if (option) {
            this.input.setAttribute("aria-activedescendant", option.id);
            option.scrollIntoView({ block: "nearest" });
        } else {
            this.input.removeAttribute("aria-activedescendant");
        }
    }

    pressed(event) {
        if (event.isComposing) {
            return;
        }
        if (this.list.hidden) {
            this.pressedClosed(event);
        } else {
            this.pressedOpen(event);
        }
    }

    pressedClosed(event) {
        if (event.key === "ArrowDown" && isEnough(this.input.value)) {
            event.preventDefault();
            this.ask();
        }
    }

    pressedOpen(event) {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            this.choose(placeAfter(event.key, this.place, this.options.length));
        } else if (event.key === "Escape") {
            // Once closes the list, twice clears the box.
            event.preventDefault();
            this.close();
        } else if (event.key === "Enter" && this.place >= 0) {
            event.preventDefault();
            this.open(this.options[this.place]);
        } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
            // Back to the words; the browser moves the caret.
            this.choose(-1);
        }
    }

    clicked(event) {
        const option = event.target.closest("[role=option]");
        if (option) {
            this.open(option, event.ctrlKey || event.metaKey);
        }
    }

    open(option, inNewTab = false) {
        const { url } = option.dataset;
        this.close();
        if (!url) {
            this.form.requestSubmit();
        } else if (inNewTab) {
            window.open(url, "_blank", "noopener");
        } else {
            window.location.assign(url);
        }
    }
}

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined") {
    document
        .querySelectorAll("form[data-suggest]")
        .forEach((form, number) => new Combobox(form, number));
}
