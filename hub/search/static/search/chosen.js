// Tells the site that a result was followed, so that editors learn which searches lead
// somewhere: the words, nothing else. It goes out while the browser moves on, once for
// each question; the site reads no cookie that comes with it, and sets none.

/** Return what was asked at this address, or nothing. */
export const askedAt = (address) => new URL(address).searchParams.get("q") || "";

/** Make a function that tells of a question, once. `send` is what sends it. */
export const teller = (send) => {
    const told = new Set();
    return (words) => {
        if (!words || told.has(words)) {
            return false;
        }
        told.add(words);
        send(words);
        return true;
    };
};

// Absent when the pure part is tested outside a browser.
if (typeof document !== "undefined" && navigator.sendBeacon) {
    const tell = teller((words) =>
        navigator.sendBeacon("/search/chosen/", new URLSearchParams({ q: words })),
    );
    // On the document: the list is replaced when filters change. A middle click opens a
    // result as well, and is told as "auxclick".
    for (const kind of ["click", "auxclick"]) {
        document.addEventListener(kind, (event) => {
            if (event.target.closest?.(".result a[href]")) {
                tell(askedAt(window.location.href));
            }
        });
    }
}
