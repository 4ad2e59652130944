import assert from "node:assert/strict";
import test from "node:test";

import { answerOf, keeper, waitFor, wordsOf } from "../../forum/writing/static/forum_writing/drafts.js";

/** A form and a clock to play with. */
const desk = (send) => {
    const state = { words: "", time: 0, sent: [], said: [], timers: new Map(), number: 0 };
    const drafts = keeper({
        read: () => state.words,
        send: async (words) => {
            state.sent.push(words);
            return send ? send(words) : { message: "Draft saved at 10:00." };
        },
        say: (words, isProblem) => state.said.push([words, isProblem]),
        now: () => state.time,
        later: (work, wait) => {
            state.number += 1;
            state.timers.set(state.number, { work, at: state.time + wait });
            return state.number;
        },
        cancel: (number) => state.timers.delete(number),
    });
    const type = (words) => {
        state.words = words;
        drafts.typed();
    };
    const pass = async (milliseconds) => {
        state.time += milliseconds;
        for (const [number, { work, at }] of [...state.timers]) {
            if (at <= state.time) {
                state.timers.delete(number);
                await work();
            }
        }
    };
    return { state, drafts, type, pass };
};

test("words are sent after a pause, not while somebody types", async () => {
    const { state, type, pass } = desk();
    type("Hal");
    await pass(2000);
    type("Half");
    await pass(2000);
    assert.deepEqual(state.sent, []);
    await pass(1000);
    assert.deepEqual(state.sent, ["Half"]);
    assert.deepEqual(state.said, [["Draft saved at 10:00.", false]]);
});

test("two drafts are never closer than ten seconds", async () => {
    const { state, type, pass } = desk();
    type("One");
    await pass(3000);
    type("Two");
    await pass(4000);
    assert.deepEqual(state.sent, ["One"]);
    await pass(6000);
    assert.deepEqual(state.sent, ["One", "Two"]);
    assert.equal(waitFor(5000, 4000), 9000);
    assert.equal(waitFor(50000, 4000), 3000);
});

test("a form that only opened sends nothing, nor does one changed back", async () => {
    const { state, drafts, type, pass } = desk();
    await drafts.leave();
    type("One");
    type("");
    await pass(60000);
    assert.deepEqual(state.sent, []);
});

test("leaving the page sends at once what was typed", async () => {
    const { state, drafts, type } = desk();
    type("Just now");
    await drafts.leave();
    assert.deepEqual(state.sent, ["Just now"]);
    await drafts.leave();
    assert.deepEqual(state.sent, ["Just now"]);
});

test("nothing is sent once the form has been", async () => {
    const { state, drafts, type, pass } = desk();
    type("Posted");
    drafts.stop();
    await drafts.leave();
    type("Posted more");
    await pass(60000);
    assert.deepEqual(state.sent, []);
    drafts.goOn();
    type("Back again");
    await pass(3000);
    assert.deepEqual(state.sent, ["Back again"]);
});

test("what is typed while a draft is on its way follows", async () => {
    let arrive;
    const { state, type, pass } = desk(() => new Promise((resolve) => (arrive = resolve)));
    type("One");
    const sending = pass(3000);
    type("One two");
    arrive({ message: "Draft saved." });
    await sending;
    const following = pass(10000);
    arrive({ message: "Draft saved." });
    await following;
    assert.deepEqual(state.sent, ["One", "One two"]);
});

test("a refusal and a failure are said, and the words are tried again", async () => {
    const answers = [() => Promise.reject(new Error("gone")), () => ({ problem: "Too many." }), () => ({ message: "Saved." })];
    const { state, type, pass } = desk(() => answers.shift()());
    type("One");
    await pass(3000);
    assert.match(state.said[0][0], /could not be saved/);
    assert.equal(state.said[0][1], true);
    type("One.");
    await pass(10000);
    type("One..");
    await pass(10000);
    assert.deepEqual(state.said.slice(1), [["Too many.", true], ["Saved.", false]]);
});

test("a page in place of an answer is a failure", async () => {
    const page = { status: 200, headers: new Headers({ "Content-Type": "text/html" }), json: () => ({}) };
    await assert.rejects(answerOf(page));
    const answer = { status: 400, headers: new Headers({ "Content-Type": "application/json" }), json: async () => ({ problem: "No." }) };
    assert.deepEqual(await answerOf(answer), { problem: "No." });
});

test("files stay where they are", () => {
    const entries = [["content", "a & b"], ["file", new Blob(["x"])], ["tags", "1"], ["tags", "2"]];
    assert.equal(wordsOf(entries), "content=a+%26+b&tags=1&tags=2");
});
