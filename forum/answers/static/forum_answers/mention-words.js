// Where in a message a name is being typed, and what choosing one makes of it.

// As in forum/adapter/mentions.py: @ at the beginning of a word. A name has spaces, so up
// to two words are looked for; letters of any script, for names are not all English.
const NAMED = /(?<![\p{L}\p{N}_@./+-])@([\p{L}\p{N}'’_-]{1,40}(?: [\p{L}\p{N}'’_-]{1,40})?)$/u;
const FURTHEST = 90;

/** What is typed of a name before the caret, with where it begins; null when nothing is. */
export const nameAt = (text, caret) => {
    const from = Math.max(0, caret - FURTHEST);
    const found = NAMED.exec(text.slice(from, caret));
    return found && { typed: found[1], start: from + found.index };
};

/** The message with the name chosen, and where the caret stands then. */
export const withName = (text, caret, { start }, slug) => {
    const before = `${text.slice(0, start)}@${slug} `;
    const after = text.slice(caret).replace(/^ /, "");
    return { text: before + after, caret: before.length };
};

/** The address that answers what was typed. */
export const addressFor = (address, typed) =>
    `${address}&${new URLSearchParams({ q: typed.trim() })}`;

/** What a screen reader says of the list. */
export const said = (count) => {
    if (!count) {
        return "";
    }
    return `${count} name${count === 1 ? "" : "s"}. Use the arrow keys to choose.`;
};
