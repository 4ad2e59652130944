// Run with: node --test tests/hub/design/chooser.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

import { fitting, saidOf, sameAs } from "../../../hub/design/static/design/js/chooser.js";

const LABELS = ["Be Caring", "Cartrefi Cymru Co-operative", "Equal Care Co-op", "The Foster Care Co-operative"];

test("fitting with beginnings of words in any order keeps the labels that have them all", () => {
    assert.deepEqual(fitting(LABELS, "co care"), ["Equal Care Co-op", "The Foster Care Co-operative"]);
    assert.deepEqual(fitting(LABELS, "are"), []);
});

test("fitting with the beginning of a label puts that label first", () => {
    assert.deepEqual(fitting(["Acting for Equal Care", "Equal Care Co-op"], "equal"), [
        "Equal Care Co-op",
        "Acting for Equal Care",
    ]);
});

test("fitting with accents, capitals and signs looks at letters alone", () => {
    assert.deepEqual(fitting(["Tŷ Gofal"], "TY gofal!"), ["Tŷ Gofal"]);
});

test("fitting with nothing typed keeps all", () => {
    assert.deepEqual(fitting(LABELS, "  "), LABELS);
});

test("sameAs with a whole label in other capitals finds it, with a part of it or nothing none", () => {
    assert.equal(sameAs(LABELS, "be caring"), "Be Caring");
    assert.equal(sameAs(LABELS, "be car"), undefined);
    assert.equal(sameAs(["…"], ""), undefined);
});

test("saidOf with more than are shown says of how many", () => {
    assert.equal(saidOf(8, 20), "8 of 20 fit. Use the arrow keys to choose.");
    assert.equal(saidOf(2, 2), "2 fit. Use the arrow keys to choose.");
    assert.equal(saidOf(1, 1), "1 fits. Use the arrow keys to choose.");
    assert.equal(saidOf(0, 0), "None fits.");
});
