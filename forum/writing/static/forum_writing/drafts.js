// What is typed in a form of the forum is saved as a draft after a pause, and when the
// page is left. Without this the button "Save draft" does it.

/** Return the milliseconds to wait: a pause after the last key, and never too often. */
export const waitFor = (now, lastSent, { pause = 3000, least = 10000 } = {}) =>
    Math.max(pause, lastSent + least - now);

/** Return what of a form is sent: words alone, never files. */
export const wordsOf = (entries) =>
    new URLSearchParams([...entries].filter(([, value]) => typeof value === "string")).toString();

/** Keep a draft: `read` the words, `send` them, `say` how it went. */
export const keeper = ({ read, send, say, now = Date.now, later = setTimeout, cancel = clearTimeout }) => {
    let sent = read();
    let lastSent = -Infinity;
    let timer = null;
    let busy = false;
    let stopped = false;

    const save = async () => {
        timer = null;
        const words = read();
        if (stopped || busy || words === sent) {
            return;
        }
        busy = true;
        lastSent = now();
        try {
            const answer = await send(words);
            sent = words;
            say(answer.problem || answer.message, Boolean(answer.problem));
        } catch {
            if (!stopped) {
                say("The draft could not be saved. Your words are still here: please copy them before you leave this page.", true);
            }
        } finally {
            busy = false;
        }
        if (!stopped && read() !== words) {
            typed();
        }
    };

    const typed = () => {
        if (stopped) {
            return;
        }
        cancel(timer);
        timer = later(save, waitFor(now(), lastSent));
    };

    return {
        typed,
        leave: () => {
            cancel(timer);
            return save();
        },
        stop: () => {
            stopped = true;
            cancel(timer);
        },
        goOn: () => {
            stopped = false;
        },
    };
};

/** Return the answer of the hub; throws where there is none, as when one is signed out. */
export const answerOf = async (response) => {
    const isAnswer = (response.headers.get("Content-Type") || "").startsWith("application/json");
    if (!isAnswer) {
        throw new Error(`No answer to a draft: ${response.status}`);
    }
    return response.json();
};

const attend = (place) => {
    const { form } = place;
    const status = form.querySelector("[data-draft-status]");
    const known = form.elements.namedItem("known");
    let request = null;
    // What changes by itself is not what somebody typed.
    const read = () =>
        wordsOf([...new FormData(form)].filter(([name]) => name !== "known" && name !== "csrfmiddlewaretoken"));
    const send = async () => {
        request = new AbortController();
        const body = wordsOf(new FormData(form));
        const answer = await answerOf(
            await fetch(place.dataset.drafts, {
                method: "POST",
                body,
                headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
                // Outlives the page; browsers allow it for 64 kilobytes.
                keepalive: body.length < 60000,
                signal: request.signal,
            }),
        );
        if (answer.known !== undefined) {
            known.value = answer.known;
        }
        return answer;
    };
    const say = (words, isProblem) => {
        // Spoken only when something is wrong; a screen reader need not hear of each save.
        status.setAttribute("role", isProblem ? "alert" : "none");
        status.textContent = words;
        status.hidden = !words;
    };
    const drafts = keeper({ read, send, say });
    form.addEventListener("input", drafts.typed);
    form.addEventListener("submit", () => {
        drafts.stop();
        request?.abort();
    });
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") {
            drafts.leave();
        }
    });
    // Back from the next page by the browser's button.
    window.addEventListener("pageshow", drafts.goOn);
};

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined") {
    document.querySelectorAll("[data-drafts]").forEach(attend);
}
