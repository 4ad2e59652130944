// A box with a list under it: "editable combobox with list autocomplete" of the ARIA
// authoring guide. What is in the list, and what choosing does, its two kinds say:
// combobox.js asks the site, chooser.js looks in a select that is on the page.

/** The place that a key leads to: -1 is the box itself, from which the list goes round. */
export const placeAfter = (key, place, count) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(key in steps)) {
        return -1;
    }
    const round = count + 1;
    return ((place + 1 + steps[key] + round) % round) - 1;
};

export const added = (parent, tag, properties, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), properties);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    parent.append(element);
    return element;
};

/** A box, its list, and the keys between them. */
export class Listbox {
    constructor(input, host, { id, label }) {
        this.input = input;
        this.list = added(
            host,
            "ul",
            { id, className: "suggestions", hidden: true },
            { role: "listbox", "aria-label": label },
        );
        this.status = added(host, "p", { className: "visually-hidden" }, { role: "status" });
        this.options = [];
        this.place = -1;
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
        this.input.addEventListener("blur", () => this.left());
        // The box keeps the focus while an option is clicked.
        this.list.addEventListener("mousedown", (event) => event.preventDefault());
        this.list.addEventListener("click", (event) => this.clicked(event));
        window.addEventListener("pagehide", () => this.close());
    }

    /** Say what is in the list, once it is shown; kinds have words of their own. */
    said() {
        return `${this.options.length}`;
    }

    /** Leave the box. */
    left() {
        this.close();
    }

    toggle(isOpen) {
        this.list.hidden = !isOpen;
        this.input.setAttribute("aria-expanded", String(isOpen));
    }

    /** Show the options that are in the list by now. */
    showOptions() {
        this.options = [...this.list.querySelectorAll("[role=option]")];
        this.options.forEach((option, place) => {
            option.id = `${this.list.id}-${place}`;
        });
        this.status.textContent = this.said();
        this.choose(-1);
        this.toggle(this.options.length > 0);
    }

    close() {
        this.choose(-1);
        this.toggle(false);
        this.status.textContent = "";
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
        if (event.key === "ArrowDown" && this.hasEnough()) {
            event.preventDefault();
            this.ask();
        }
    }

    /** Say whether there is enough typed to open the list. */
    hasEnough() {
        return true;
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
}
