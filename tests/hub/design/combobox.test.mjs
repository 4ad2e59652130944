// Run with: node --test tests/hub/design/combobox.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

import {
    addressFor,
    isEnough,
    said,
} from "../../../hub/design/static/design/js/combobox.js";
import { onlyLatest } from "../../../hub/design/static/design/js/latest.js";
import { placeAfter } from "../../../hub/design/static/design/js/listbox.js";

test("placeAfter with the arrow down goes through the list and back to the box", () => {
    const places = [-1];
    for (let step = 0; step < 4; step += 1) {
        places.push(placeAfter("ArrowDown", places.at(-1), 3));
    }
    assert.deepEqual(places, [-1, 0, 1, 2, -1]);
});

test("placeAfter with the arrow up from the box goes to the last option", () => {
    assert.equal(placeAfter("ArrowUp", -1, 3), 2);
    assert.equal(placeAfter("ArrowUp", 0, 3), -1);
});

test("placeAfter with any other key or an empty list goes to the box", () => {
    assert.equal(placeAfter("Home", 2, 3), -1);
    assert.equal(placeAfter("ArrowDown", -1, 0), -1);
});

test("said with options counts the things and not the search itself", () => {
    assert.equal(said(3), "2 suggestions. Use the arrow keys to choose.");
    assert.equal(said(2), "1 suggestion. Use the arrow keys to choose.");
    assert.equal(said(0), "No suggestions.");
});

test("isEnough with one letter or spaces is false", () => {
    assert.equal(isEnough(" a "), false);
    assert.equal(isEnough("ab"), true);
});

test("addressFor with signs of an address in the words keeps them as words", () => {
    assert.equal(addressFor("/search/suggest/", " a&b=c #1 "), "/search/suggest/?q=a%26b%3Dc+%231");
});

test("onlyLatest with a second question answers the second and aborts the first", async () => {
    const asked = [];
    const { next } = onlyLatest(
        (question, signal) =>
            new Promise((answer) => {
                asked.push({ question, signal, answer });
            }),
    );
    const first = next("one");
    const second = next("two");
    asked[1].answer("second");
    asked[0].answer("first");

    assert.equal(asked[0].signal.aborted, true);
    assert.equal(await first, null);
    assert.equal(await second, "second");
});

test("onlyLatest with a question that fails answers nothing and goes on", async () => {
    let fails = true;
    const { next } = onlyLatest(async () => {
        if (fails) {
            throw new TypeError("no network");
        }
        return "there";
    });
    assert.equal(await next("one"), null);
    fails = false;
    assert.equal(await next("two"), "there");
});

test("onlyLatest when dropped answers nothing", async () => {
    const { next, drop } = onlyLatest(async () => "late");
    const answer = next("one");
    drop();
    assert.equal(await answer, null);
});
