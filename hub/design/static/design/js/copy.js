// A button with data-copy="<id>" copies the wording of that element, as plain text and as
// rich text with real numbered lists, so that a word processor takes what it can use.
// It is hidden in the page and shown here: without JavaScript it could do nothing.

/** Return text as a word processor should receive it: no odd spaces, no gaps. */
export const plainWording = (text) =>
    text
        .replace(/\u00a0/g, " ")
        .replace(/[ \t]+$/gm, "")
        .replace(/\n{3,}/g, "\n\n")
        .trim();

const escaped = (text) =>
    text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const marked = ({ text, isBlank }) =>
    isBlank ? `<mark>${escaped(text)}</mark>` : escaped(text);

/**
 * Return wording as HTML that stands by itself. `paragraphs` have a level (0 without a
 * number, 1 numbered, 2 lettered below it), a number as it is shown, and runs of words,
 * where isBlank marks what is still to be settled.
 */
export const richWording = (paragraphs) => {
    let html = "";
    let depth = 0;
    const close = (level) => {
        for (; depth > level; depth -= 1) {
            html += "</li></ol>";
        }
    };
    for (const { level, number, runs } of paragraphs) {
        const words = runs.map(marked).join("");
        if (level === 0) {
            close(0);
            html += `<p>${words}</p>`;
            continue;
        }
        close(level);
        if (depth === level) {
            html += "</li>";
        }
        for (; depth < level; depth += 1) {
            // A letter without a number above it still stands in a list of its own.
            html += depth === 0 ? "<ol>" : '<ol type="a">';
            html += depth + 1 < level ? "<li>" : "";
        }
        const value = Number.parseInt(number, 10);
        html += level === 1 && value ? `<li value="${value}">${words}` : `<li>${words}`;
    }
    close(0);
    return html;
};

const readParagraphs = (wording) =>
    [...wording.querySelectorAll("p.wording")].map((paragraph) => {
        const number = paragraph.querySelector(".wording__number");
        return {
            level: Number(/wording--(\d)/.exec(paragraph.className)?.[1] ?? 0),
            number: number?.textContent.trim() ?? "",
            runs: [...paragraph.childNodes]
                .filter((node) => node !== number)
                .map((node) => ({
                    text: node.textContent,
                    isBlank: node.classList?.contains("clause__placeholder") ?? false,
                })),
        };
    });

/** Put the wording on the clipboard, rich where the browser can. */
const copy = async (wording) => {
    const plain = plainWording(wording.innerText);
    const paragraphs = readParagraphs(wording);
    if (typeof ClipboardItem === "undefined" || paragraphs.length === 0) {
        await navigator.clipboard.writeText(plain);
        return;
    }
    const as = (type, text) => new Blob([text], { type });
    await navigator.clipboard.write([
        new ClipboardItem({
            "text/plain": as("text/plain", plain),
            "text/html": as("text/html", richWording(paragraphs)),
        }),
    ]);
};

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
            await copy(wording);
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
