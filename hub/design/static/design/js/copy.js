// A button with data-copy="<id>" copies the wording of that element as plain text.
// It is hidden in the page and shown here: without JavaScript it could do nothing.

/** Return text as a word processor should receive it: no odd spaces, no gaps. */
export const plainWording = (text) =>
    text
        .replace(/\u00a0/g, " ")
        .replace(/[ \t]+$/gm, "")
        .replace(/\n{3,}/g, "\n\n")
        .trim();

const announce = (button) => {
    const status = document.createElement("span");
    status.className = "copy-status";
    status.setAttribute("role", "status");
    button.insertAdjacentElement("afterend", status);
    return (words) => {
        status.textContent = words;
    };
};

const prepare = (button) => {
    const wording = document.getElementById(button.dataset.copy.replace(/^#/, ""));
    if (!wording || !navigator.clipboard) {
        return;
    }
    const say = announce(button);
    button.hidden = false;
    button.addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(plainWording(wording.innerText));
            say("Copied");
        } catch {
            say("Your browser did not allow copying. Select the wording and copy it.");
        }
    });
};

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined") {
    document.querySelectorAll("[data-copy]").forEach(prepare);
}
