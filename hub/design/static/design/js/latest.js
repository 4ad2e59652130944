// Asking the site while somebody types.

/** Ask one thing at a time: a new question drops the one before, even if unanswered. */
export const onlyLatest = (ask) => {
    let running = null;
    const drop = () => running?.abort();
    const next = async (...question) => {
        drop();
        const mine = new AbortController();
        running = mine;
        try {
            const answer = await ask(...question, mine.signal);
            return mine.signal.aborted ? null : answer;
        } catch {
            // Dropped, or the network is gone: the box is a plain one meanwhile.
            return null;
        }
    };
    return { next, drop };
};
