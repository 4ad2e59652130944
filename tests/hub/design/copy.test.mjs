// Run with: node --test tests/hub/design/copy.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

import { plainWording } from "../../../hub/design/static/design/js/copy.js";

test("plainWording with odd spaces gives plain ones", () => {
    assert.equal(plainWording("up to\u00a0[15]%  \nof the score"), "up to [15]%\nof the score");
});

test("plainWording with wide gaps keeps one empty line", () => {
    assert.equal(plainWording("\n\nOne\n\n\n\nTwo\n"), "One\n\nTwo");
});
