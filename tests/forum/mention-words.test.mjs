// Run with: node --test tests/forum/mention-words.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

import {
    addressFor,
    nameAt,
    said,
    withName,
} from "../../forum/answers/static/forum_answers/mention-words.js";

test("nameAt with an @ at the beginning of a word finds what is typed before the caret", () => {
    assert.deepEqual(nameAt("Ask @wan", 8), { typed: "wan", start: 4 });
    assert.deepEqual(nameAt("@wanda", 3), { typed: "wa", start: 0 });
    assert.deepEqual(nameAt("(@Siân O’B", 10), { typed: "Siân O’B", start: 1 });
});

test("nameAt in an address, after two words or without a letter finds nothing", () => {
    assert.equal(nameAt("ann@exam", 8), null);
    assert.equal(nameAt("Ask @wanda wr ites", 18), null);
    assert.equal(nameAt("Ask @", 5), null);
    assert.equal(nameAt("@wanda\nwr", 9), null);
});

test("nameAt in a very long message looks near the caret alone", () => {
    const text = `${"@a".repeat(10_000)} @wan`;
    assert.deepEqual(nameAt(text, text.length), { typed: "wan", start: text.length - 4 });
});

test("withName puts the name in place of what was typed and keeps the rest", () => {
    const text = "Ask @wan please";
    const made = withName(text, 8, nameAt(text, 8), "wandawrite");
    assert.equal(made.text, "Ask @wandawrite please");
    assert.equal(made.text.slice(0, made.caret), "Ask @wandawrite ");
});

test("addressFor with signs of an address in the name keeps them as words", () => {
    assert.equal(addressFor("/m/?board=1", " a&b "), "/m/?board=1&q=a%26b");
});

test("said counts the names", () => {
    assert.equal(said(0), "");
    assert.equal(said(1), "1 name. Use the arrow keys to choose.");
    assert.equal(said(2), "2 names. Use the arrow keys to choose.");
});
