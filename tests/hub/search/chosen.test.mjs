import assert from "node:assert/strict";
import { test } from "node:test";

import { askedAt, teller } from "../../../hub/search/static/search/chosen.js";

test("the question is read from the address", () => {
    assert.equal(askedAt("https://hub.example/search/?q=worker+buyout&kind=guide"), "worker buyout");
    assert.equal(askedAt("https://hub.example/search/"), "");
});

test("a question is told once, another again, nothing never", () => {
    const sent = [];
    const tell = teller((words) => sent.push(words));
    tell("rotas");
    tell("rotas");
    tell("surplus");
    tell("");
    assert.deepEqual(sent, ["rotas", "surplus"]);
});
