"""The headings of a paper, for its table of contents."""

from collections.abc import Iterable, Iterator

from hub.downloads.blocks import Block, Heading, Notice


def headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    """Yield each heading that says something, also from within notices, in order."""
    for block in blocks:
        if isinstance(block, Heading) and block.text.strip():
            yield block
        elif isinstance(block, Notice):
            yield from headings(block.blocks)
