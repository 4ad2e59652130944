import pytest
from lxml import etree

from hub.downloads.blocks import Paper, Paragraph, Run
from hub.downloads.cleaning import clean, clean_paper, safe_link


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x08c\x1fd", "abcd"),
        ("a\ud800b\udfffc", "abc"),
        ("a\ufffeb\uffffc\ufdd0d\U0001fffee", "abcde"),
        ("a\x7fb\x9fc", "abc"),
        (
            "one\r\ntwo\rthree\x0bfour\u2028five\x85six",
            "one\ntwo\nthree\nfour\nfive\nsix",
        ),
        ("pay \u202e001\u202c \u2066x\u2069", "pay 001 x"),
    ],
)
def test_clean_drops_what_may_not_be_written(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "مرحبا",
        "👩🏽‍⚕️ 🇬🇧 ❤️",
        "a\tb\nc",
        "café – “x”",
        "\u200fשלום!\u200e",
        "",
    ],
)
def test_clean_keeps_letters_of_any_direction_and_emoji(text):
    assert clean(text) == text


def test_clean_lets_through_only_what_xml_can_hold():
    etree.Element("p").text = clean("".join(map(chr, range(0x110000))))


def test_clean_paper_cleans_every_text_and_joins_the_lines_of_the_title():
    made = clean_paper(Paper("a\nb\x00", (Paragraph((Run("c\x00", href="d\x00"),)),)))

    assert made.title == "a b"
    assert made.blocks == (Paragraph((Run("c", href="d"),)),)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.example/b?c=d&e#f", "https://a.example/b?c=d&e#f"),
        (" http://a.example ", "http://a.example"),
        ("mailto:ada@a.example", "mailto:ada@a.example"),
        ('https://a.example/"><b>', "https://a.example/%22%3E%3Cb%3E"),
        ("https://a.example/é", "https://a.example/%C3%A9"),
    ],
)
def test_safe_link_keeps_web_and_mail_addresses(address, safe):
    assert safe_link(address) == safe


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JaVa\tScript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "vbscript:x",
        "/guides/",
        "//a.example/",
        "https:///",
        "https://[",
        "mailto:",
        "https://a.example/" + "a" * 3000,
    ],
)
def test_safe_link_drops_every_other_address(address):
    assert safe_link(address) == ""
