// Completes names in a message: a textarea with data-mentions="<address>" offers, after an
// @ and a letter, who can be named. Without this script a name is typed whole.

import { onlyLatest } from "../design/js/latest.js";
import { Listbox } from "../design/js/listbox.js";
import { addressFor, nameAt, said, withName } from "./mention-words.js";

const PAUSE = 150;

const fetchOptions = async (address, signal) => {
    const response = await fetch(address, { signal, headers: { Accept: "*/*" } });
    return response.ok ? response.text() : "";
};

class Mentions extends Listbox {
    constructor(textarea, number) {
        super(textarea, textarea.parentElement, {
            id: `mentions-${number}`,
            label: "People to name",
        });
        this.asking = onlyLatest(fetchOptions);
    }

    /** A message stays a text of many lines, which no combobox is. */
    prepareInput() {
        this.input.setAttribute("aria-autocomplete", "list");
        this.input.setAttribute("aria-controls", this.list.id);
    }

    toggle(isOpen) {
        this.list.hidden = !isOpen;
    }

    named() {
        const { value, selectionStart, selectionEnd } = this.input;
        return selectionStart === selectionEnd ? nameAt(value, selectionStart) : null;
    }

    typed() {
        this.drop();
        if (this.named()) {
            this.waiting = setTimeout(() => this.ask(), PAUSE);
        } else {
            this.close();
        }
    }

    async ask() {
        const named = this.named();
        if (!named) {
            return;
        }
        const address = addressFor(this.input.dataset.mentions, named.typed);
        const answer = await this.asking.next(address);
        if (answer !== null && document.activeElement === this.input && this.named()) {
            this.list.innerHTML = answer;
            this.showOptions();
        }
    }

    said() {
        return said(this.options.length);
    }

    /** The arrow keys are the message's while no names are offered. */
    pressedClosed() {}

    pressedOpen(event) {
        super.pressedOpen(event);
        if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
            this.close();
        }
    }

    close() {
        this.drop();
        super.close();
    }

    drop() {
        clearTimeout(this.waiting);
        this.asking?.drop();
    }

    open(option) {
        const named = this.named();
        this.close();
        if (!named) {
            return;
        }
        const { value, selectionStart } = this.input;
        const { text, caret } = withName(value, selectionStart, named, option.dataset.slug);
        this.input.value = text;
        this.input.setSelectionRange(caret, caret);
        // Whatever keeps drafts or counts letters hears of it.
        this.input.dispatchEvent(new Event("input", { bubbles: true }));
    }
}

document
    .querySelectorAll("textarea[data-mentions]")
    .forEach((textarea, number) => new Mentions(textarea, number));
