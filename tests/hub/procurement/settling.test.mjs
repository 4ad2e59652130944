import assert from "node:assert/strict";
import test from "node:test";

import { shown } from "../../../hub/procurement/static/procurement/settling.js";

test("words that are typed stand on one line without brackets", () => {
    assert.deepEqual(shown("  six \n months ", "[four]"), { text: "six months", settled: true });
});

test("an emptied field brings the suggestion back", () => {
    assert.deepEqual(shown("   ", "[four]"), { text: "[four]", settled: false });
});
