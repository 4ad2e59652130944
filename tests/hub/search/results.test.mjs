// Run with: node --test tests/hub/search/results.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

import { announcement } from "../../../hub/search/static/search/results.js";

test("announcement with a heading over several lines is one line", () => {
    assert.equal(announcement("\n  12 results\n · best match first "), "12 results · best match first");
});
