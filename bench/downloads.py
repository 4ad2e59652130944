"""Write a long paper in each format and print how long it took.

    .venv/bin/python bench/downloads.py --clauses 30 --paragraphs 10

The paper has a table of contents, and each clause has a heading, numbered and lettered
paragraphs with placeholders, a drafting note and facts. The first paper of each format
is written to be warm and not counted; a site writes it once after it starts.
"""

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_WORDS = (
    "The Provider shall keep the people who give and receive care in the making of "
    "every decision that changes how, when and by whom care is given, and shall "
)


def main() -> None:
    """Write the paper in each format and print the seconds of each."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "hub.settings.base",
            "HUB_DATA_DIR": folder,
            "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
        }
        import django

        django.setup()
        _measure(wanted)


def _measure(wanted: argparse.Namespace) -> None:
    from hub.downloads.docx import docx
    from hub.downloads.odt import odt
    from hub.downloads.pdf import is_available, pdf

    print(
        f"{wanted.clauses} clauses of {wanted.paragraphs} paragraphs; "
        f"load before {os.getloadavg()[0]:.1f}"
    )
    for write in (docx, odt, pdf):
        if write is pdf and not is_available():
            print("pdf: WeasyPrint or Pango is not installed")
            continue
        write(_paper(1, 1))
        paper = _paper(wanted.clauses, wanted.paragraphs)
        begun = time.perf_counter()
        data = write(paper)
        seconds = time.perf_counter() - begun
        print(f"{write.__name__}: {seconds:.2f} s, {len(data) // 1024} KB")


def _paper(clauses: int, paragraphs: int) -> object:
    from hub.downloads.blocks import (
        Facts,
        Heading,
        Numbered,
        Paper,
        Run,
        Wording,
        words,
    )

    def paragraph(number: int) -> Numbered:
        level = 2 if number % 3 else 1
        tail = (Run(_WORDS), Run("ten days", is_blank=True), Run(" beforehand."))
        return Numbered(level, "(a)" if level == 2 else "1.", tail)

    blocks = []
    for clause in range(clauses):
        numbered = tuple(map(paragraph, range(paragraphs)))
        blocks += [
            Heading(1 + bool(clause % 5), f"Clause {clause + 1}: what is owed"),
            Wording(numbered, ("Say when this begins.",)),
            Facts((("Version", words("3")), ("Nations", words("England, Wales")))),
        ]
    day = dt.date(2026, 11, 3)
    return Paper("All clauses", tuple(blocks), foot="Hub", date=day, has_contents=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clauses", type=int, default=30)
    parser.add_argument("--paragraphs", type=int, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    main()
