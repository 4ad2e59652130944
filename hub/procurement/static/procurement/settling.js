// What is typed into a placeholder's field stands in the wording at once. Without this the
// form's button puts it there.

/** Return what a placeholder shows: the words typed, or its suggestion in brackets. */
export const shown = (typed, suggestion) => {
    const words = typed.replace(/\s+/g, " ").trim();
    return words ? { text: words, settled: true } : { text: suggestion, settled: false };
};

const follow = (form) => {
    const wording = document.getElementById(form.dataset.settle);
    form.querySelectorAll("[data-settles]").forEach((field) => {
        const hint = document.getElementById(`${field.id}-hint`).textContent.replace(/^[^:]*:\s*/, "");
        const places = [...wording.querySelectorAll("[data-blank]")]
            .filter((place) => place.dataset.blank === field.dataset.settles)
            // What was settled on the server no longer holds its suggestion; the hint does.
            .map((place) => [place, place.classList.contains("clause__placeholder") ? place.textContent : `[${hint}]`]);
        field.addEventListener("input", () => {
            places.forEach(([place, suggestion]) => {
                const now = shown(field.value, suggestion);
                place.textContent = now.text;
                place.classList.toggle("clause__settled", now.settled);
                place.classList.toggle("clause__placeholder", !now.settled);
            });
        });
    });
};

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined") {
    document.querySelectorAll("[data-settle]").forEach(follow);
}
