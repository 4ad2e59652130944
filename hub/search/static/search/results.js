// After htmx has replaced the results: what was open stays open, the focus stays where it
// was (or goes to the results, when its place is gone), and the new number is read out.

const PLACE = "results";

/** What is said of the results: the words of their heading, on one line. */
export const announcement = (heading) => heading.replace(/\s+/g, " ").trim();

let held = { open: [], focused: "" };

const remember = (results) => {
    held = {
        open: [...results.querySelectorAll("details[open][id]")].map((one) => one.id),
        focused: document.activeElement?.id ?? "",
    };
};

const restore = (results) => {
    held.open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    const heading = results.querySelector("h2");
    const before = held.focused && document.getElementById(held.focused);
    (before || heading)?.focus({ preventScroll: Boolean(before) });
    document.getElementById("results-said").textContent = announcement(
        heading?.textContent ?? "",
    );
};

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined") {
    document.addEventListener("htmx:beforeSwap", (event) => {
        if (event.detail.target?.id === PLACE) {
            remember(event.detail.target);
        }
    });
    document.addEventListener("htmx:afterSwap", () => {
        const results = document.getElementById(PLACE);
        if (results) {
            restore(results);
        }
    });
}
