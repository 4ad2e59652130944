"""PDF/UA documents by WeasyPrint, which a site may do without."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from PIL import ImageFile

from hub.downloads.blocks import Block, Notice, Paper, Picture
from hub.downloads.cleaning import changed
from hub.downloads.html import html

_STYLE = Path(__file__).parent / "static" / "downloads" / "print.css"
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]*")
# Pango measures a word again for each line it breaks it into: 100,000 letters without a
# space took 86 seconds. Where it may break them is shown to it, by a space of no width.
_LONG_WORD = re.compile(r"\S{60,}")
_PIECE = re.compile(r"\S{30}(?=\S)")
_MAY_BREAK = "\u200b"


class AddressRefused(ValueError):
    """A document wanted something from outside itself."""


@cache
def is_available() -> bool:
    """Tell whether PDFs can be made: the library and Pango are installed."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        return False
    return True


def _weasyprint() -> Any:
    """Return the library, whose import must leave Pillow as it was.

    It tells Pillow to take pictures that were cut short, for the whole process: bad photos
    and attachments would then be kept all over the site.
    """
    takes_cut_short = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = takes_cut_short
    return weasyprint


def pdf(paper: Paper) -> bytes:
    """Return the paper as PDF/UA-1, which a screen reader reads in order.

    Raises ImportError or OSError where `is_available` is false.
    """
    weasyprint = _weasyprint()
    paper = changed(paper, _breakable, but={"href"})
    document = weasyprint.HTML(
        string=html(replace(paper, blocks=_told(paper.blocks))),
        base_url=None,
        url_fetcher=_fetcher(),
    )
    with _undisturbed():
        # Pictures are shrunk to what a printer shows.
        return document.write_pdf(
            stylesheets=[_style()],
            pdf_variant="pdf/ua-1",
            dpi=200,
            optimize_images=True,
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off looking for rubbish: all boxes of the layout live until the end.

    Looking through them again and again took a third of the time of a hundred pages.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _breakable(text: str) -> str:
    """Return `text` with places in its very long words where a line may end."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\g<0>{_MAY_BREAK}", word[0]), text)


def _told(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks without pictures that only decorate.

    PDF/UA wants words for each picture, and WeasyPrint cannot set one apart as decoration.
    """
    told: list[Block] = []
    for block in blocks:
        if isinstance(block, Notice):
            told.append(replace(block, blocks=_told(block.blocks)))
        elif not isinstance(block, Picture) or block.alt.strip():
            told.append(block)
        elif block.caption.strip():
            told.append(replace(block, alt=block.caption))
    return tuple(told)


@cache
def _style() -> Any:
    return _weasyprint().CSS(string=_STYLE.read_text("utf-8"), url_fetcher=_fetcher())


@cache
def _fetcher() -> Any:
    """Return what reads the pictures inside a document, and refuses everything else."""

    class PicturesWithin(_weasyprint().urls.URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not _PICTURE.fullmatch(url):
                raise AddressRefused(url[:200])
            return super().fetch(url, headers)

    return PicturesWithin(allowed_protocols=("data",), allow_redirects=False)
