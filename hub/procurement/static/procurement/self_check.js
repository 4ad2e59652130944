// Answers are added up here, in the browser, and sent nowhere. Without this the form is sent,
// and the site adds them up.

/** Return the mean of the levels chosen in an area, or null while one is missing. */
export const mean = (levels) =>
    levels.every((level) => level > 0)
        ? levels.reduce((sum, level) => sum + level, 0) / levels.length
        : null;

/** Up to this mean something to read is offered. */
export const LOW = 3;

const addUp = (area) => {
    const levels = [...area.querySelectorAll("fieldset")].map((question) =>
        Number(question.querySelector("input:checked")?.value ?? 0),
    );
    const score = mean(levels);
    const words = document.createElement("p");
    words.textContent =
        score === null ? "Not complete yet." : `Your level here: ${score.toFixed(1)} of 5.`;
    area.querySelector("[data-result]").replaceChildren(words);
    area.querySelector("[data-reading]").hidden = score === null || score > LOW;
};

const prepare = (form) => {
    form.addEventListener("submit", (event) => {
        // The download is asked for, and needs the site.
        if (event.submitter?.hasAttribute("formaction")) {
            return;
        }
        event.preventDefault();
        const areas = form.querySelectorAll("[data-area]");
        areas.forEach(addUp);
        areas[0].scrollIntoView();
    });
};

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined") {
    document.querySelectorAll("[data-self-check]").forEach(prepare);
}
