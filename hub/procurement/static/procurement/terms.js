// A term in the wording shows its meaning beside it, on focus and under the pointer; Escape
// takes it away. Without this the term is a link to its meaning further down.

const tip = document.createElement("div");
tip.className = "term-tip";
tip.setAttribute("aria-hidden", "true");
tip.hidden = true;

const show = (term) => {
    const meaning = document.getElementById(term.getAttribute("aria-describedby"));
    if (!meaning) {
        return;
    }
    tip.textContent = meaning.textContent;
    tip.hidden = false;
    const place = term.getBoundingClientRect();
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.insetInlineStart = `${Math.max(8, Math.min(place.left, room)) + window.scrollX}px`;
    tip.style.insetBlockStart = `${place.bottom + window.scrollY}px`;
};

const hide = () => {
    tip.hidden = true;
};

const terms = document.querySelectorAll("a.term");
if (terms.length) {
    document.body.append(tip);
    terms.forEach((term) => {
        term.addEventListener("focus", () => show(term));
        term.addEventListener("blur", hide);
        term.addEventListener("pointerenter", () => show(term));
        // The pointer may go over to the meaning, to read or to mark it.
        term.addEventListener("pointerleave", (event) => event.relatedTarget === tip || hide());
    });
    tip.addEventListener("pointerleave", hide);
    document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}
