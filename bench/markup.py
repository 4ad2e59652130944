"""Look for posts that take long to render: repeat and mix what Markdown is made of.

    .venv/bin/python bench/markup.py --mixed 200

Every text has as many characters as a post may have. What is printed is the processor's
time of the slowest, and how each is made; a post must not take more than 0.3 seconds.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_PIECES = (
    *("*", "_", "`", "~", "[", "]", "(", ")", "!", "<", ">", "#", "-", "+", "|", "\\"),
    *("**", "~~", "```", "~~~", "![", "](", "[](", "[a](", "<a", "</", "<!--", "&"),
    *(
        "&amp;",
        "&#35;",
        "> ",
        "- ",
        "1. ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "\n>",
        "\n-",
        "\n+",
        "\n1.",
        "\n#",
        "a",
        "é",
        "\u202e",
    ),
    *("http://", "https://a.b/", "www.a.b", "a@b.c", "mailto:", "//a.b", ":", "\\\n"),
    *(
        "| a ",
        "|-",
        "|\n|-|\n",
        "a\n- b\n",
        "[a]: b\n",
        "[a]: <",
        '"',
        "'",
        "=\n",
        "a*b_",
    ),
    *(
        "*a **b ",
        "_a __b ",
        "`a ``b ",
        "[a][b]",
        "<a@b.c>",
        "<http://a>",
        "a://",
        "\x01",
    ),
)
_OPENINGS = (
    "",
    "a\n",
    "| a | b |\n|---|---|\n",
    "- a\n",
    "> a\n",
    "```\n",
    "[a]: /b\n",
)


def main() -> None:
    """Render them all; print the slowest."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--mixed", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--worst", type=int, default=12)
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")
    from forum.adapter.markup import MAX_LENGTH, render

    times = []
    for made, text in _texts(MAX_LENGTH, wanted.mixed, random.Random(wanted.seed)):
        before = time.process_time()
        render(text[:MAX_LENGTH])
        times.append((time.process_time() - before, made))
    times.sort(reverse=True)
    print(f"{len(times)} texts; load {os.getloadavg()[0]:.1f}")
    for seconds, made in times[: wanted.worst]:
        print(f"{seconds:8.3f} s  {made}")


def _texts(length: int, mixed: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield how a text is made, and the text."""
    for piece in _PIECES:
        yield f"{piece!r} repeated", piece * (length // len(piece))
        half = length // 2 // len(piece)
        yield f"{piece!r}, half, then a", piece * half + "a" * half * len(piece)
        lines = (piece * 40 + "\n") * (length // (len(piece) * 40 + 1))
        yield f"lines of 40 {piece!r}", lines
        deep = "".join(piece * depth + "a\n" for depth in range(200))
        yield f"{piece!r} deeper and deeper", deep
    for _ in range(mixed):
        pieces = chance.choices(_PIECES, k=chance.randint(2, 5))
        opening = chance.choice(_OPENINGS)
        repeated = "".join(pieces)
        yield (
            f"{opening!r} and {pieces} repeated",
            opening + repeated * (length // len(repeated)),
        )
    for number in range(mixed // 10):
        drawn = "".join(chance.choices(_PIECES, k=length // 2))
        yield f"drawn at random, number {number}", drawn


if __name__ == "__main__":
    main()
