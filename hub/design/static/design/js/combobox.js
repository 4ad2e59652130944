// Makes the box of a form with data-suggest="<address>" a combobox: the address answers
// ?q= with the options of a list, as HTML. Without this script it is a plain box.

import { onlyLatest } from "./latest.js";
import { Listbox } from "./listbox.js";

const PAUSE = 150;
const FEWEST_LETTERS = 2;

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

const fetchOptions = async (address, signal) => {
    const response = await fetch(address, { signal, headers: { Accept: "*/*" } });
    return response.ok ? response.text() : "";
};

class Combobox extends Listbox {
    constructor(form, number) {
        super(form.querySelector("input[name=q]"), form, {
            id: `suggestions-${number}`,
            label: "Suggestions",
        });
        this.form = form;
        this.asking = onlyLatest(fetchOptions);
        form.addEventListener("submit", () => this.close());
    }

    hasEnough() {
        return isEnough(this.input.value);
    }

    typed() {
        this.drop();
        if (this.hasEnough()) {
            this.waiting = setTimeout(() => this.ask(), PAUSE);
        } else {
            this.close();
        }
    }

    async ask() {
        const address = addressFor(this.form.dataset.suggest, this.input.value);
        const answer = await this.asking.next(address);
        if (answer !== null && document.activeElement === this.input) {
            this.list.innerHTML = answer;
            this.showOptions();
        }
    }

    said() {
        return said(this.options.length);
    }

    close() {
        this.drop();
        super.close();
    }

    drop() {
        clearTimeout(this.waiting);
        this.asking.drop();
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
