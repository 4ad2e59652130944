// Makes a select with data-chooser a box that finds its options by their words. What is in
// none of them goes to the question that data-otherwise names. Without this script it is
// a plain select, and it stays what the form sends.

import { Listbox, added } from "./listbox.js";

const MOST_SHOWN = 8;

const plain = (text) =>
    text
        .normalize("NFKD")
        .replace(/\p{Mark}/gu, "")
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
        .trim();

/** The labels in which every word typed begins a word; those that begin alike come first. */
export const fitting = (labels, typed) => {
    const asked = plain(typed);
    const words = asked.split(" ").filter(Boolean);
    const fits = (label) => words.every((word) => ` ${plain(label)}`.includes(` ${word}`));
    const isLater = (label) => Number(!plain(label).startsWith(asked));
    return labels.filter(fits).sort((one, other) => isLater(one) - isLater(other));
};

/** The label that was typed out, whatever its capitals; none when it is in no option. */
export const sameAs = (labels, typed) =>
    labels.find((label) => plain(label) === plain(typed) && plain(typed) !== "");

/** What a screen reader says of the list. */
export const saidOf = (shown, all) => {
    if (!all) {
        return "None fits.";
    }
    const more = all > shown ? ` of ${all}` : "";
    return `${shown}${more} ${all === 1 ? "fits" : "fit"}. Use the arrow keys to choose.`;
};

class Chooser extends Listbox {
    constructor(select, number) {
        const host = added(select.parentElement, "div", { className: "chooser" });
        select.after(host);
        const input = added(host, "input", { type: "text", autocomplete: "off" });
        super(input, host, { id: `choices-${number}`, label: "What fits" });
        this.select = select;
        this.real = [...select.options].filter((option) => option.value);
        this.takeOver();
    }

    /** Stand where the select stood: its name, its help and its faults are the box's. */
    takeOver() {
        const { select, input } = this;
        ["aria-describedby", "aria-invalid", "required"].forEach((name) => {
            if (select.hasAttribute(name)) {
                input.setAttribute(name, select.getAttribute(name));
            }
        });
        input.id = select.id;
        input.className = select.className;
        input.value = select.value ? select.selectedOptions[0].label : "";
        select.removeAttribute("id");
        select.hidden = true;
        // Enter sends the form from within the box, before it is left.
        select.form.addEventListener("submit", () => this.left());
    }

    get labels() {
        return this.real.map((option) => option.label);
    }

    typed() {
        this.take(sameAs(this.labels, this.input.value));
        this.ask();
    }

    ask() {
        const all = fitting(this.labels, this.input.value);
        this.found = all.length;
        this.list.replaceChildren();
        all.slice(0, MOST_SHOWN).forEach((label) =>
            added(
                this.list,
                "li",
                { className: "suggestions__option", textContent: label },
                { role: "option", "aria-selected": "false" },
            ),
        );
        this.showOptions();
    }

    said() {
        return saidOf(this.options.length, this.found);
    }

    open(option) {
        this.input.value = option.textContent;
        this.take(option.textContent);
        this.close();
    }

    take(label) {
        const option = this.real.find((one) => one.label === label);
        this.select.value = option ? option.value : "";
    }

    /** What is in no option is moved to the question for that, and said. */
    left() {
        this.close();
        const typed = this.input.value.trim();
        const other = this.select.form.elements[this.select.dataset.otherwise];
        if (this.select.value || !typed || !other) {
            return;
        }
        other.value = typed;
        this.input.value = "";
        this.status.textContent = `${typed} is not in the list. It stands in the next box now.`;
    }
}

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined") {
    document
        .querySelectorAll("select[data-chooser]")
        .forEach((select, number) => new Chooser(select, number));
}
