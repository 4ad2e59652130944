import assert from "node:assert/strict";
import test from "node:test";

import { LOW, mean } from "../../../hub/procurement/static/procurement/self_check.js";

test("an area is added up once every statement has a level", () => {
    assert.equal(mean([4, 1]), 2.5);
    assert.equal(mean([4, 0]), null);
});

test("three is low enough for something to read", () => {
    assert.ok(mean([3, 3]) <= LOW);
    assert.ok(mean([3, 4]) > LOW);
});
