// Run with: node --test tests/hub/design/copy.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

import { plainWording, richWording } from "../../../hub/design/static/design/js/copy.js";

test("plainWording with odd spaces gives plain ones", () => {
    assert.equal(plainWording("up to\u00a0[15]%  \nof the score"), "up to [15]%\nof the score");
});

test("plainWording with wide gaps keeps one empty line", () => {
    assert.equal(plainWording("\n\nOne\n\n\n\nTwo\n"), "One\n\nTwo");
});

const words = (level, number, text) => ({ level, number, runs: [{ text, isBlank: false }] });

test("richWording with lettered points nests them below their number", () => {
    const paragraphs = [
        words(0, "", "Meaning"),
        words(1, "1.", "One:"),
        words(2, "(a)", "first"),
        words(2, "(b)", "second"),
        words(1, "2.", "Two"),
    ];

    assert.equal(
        richWording(paragraphs),
        "<p>Meaning</p>" +
            '<ol><li value="1">One:<ol type="a"><li>first</li><li>second</li></ol></li>' +
            '<li value="2">Two</li></ol>',
    );
});

test("richWording with a lettered point and no number above it closes every list", () => {
    assert.equal(
        richWording([words(2, "(a)", "first"), words(0, "", "after")]),
        '<ol><li><ol type="a"><li>first</li></ol></li></ol><p>after</p>',
    );
});

test("richWording with markup and a placeholder keeps the words and marks the placeholder", () => {
    const runs = [
        { text: "<b>&", isBlank: false },
        { text: "[a <i>]", isBlank: true },
    ];

    assert.equal(
        richWording([{ level: 1, number: "1.", runs }]),
        '<ol><li value="1">&#60;b&#62;&#38;<mark>[a &#60;i&#62;]</mark></li></ol>',
    );
});
