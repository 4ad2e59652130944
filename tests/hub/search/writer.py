"""Another process at the index, as a second worker of a site would be.

Run as `python -m tests.hub.search.writer SEARCH_URL FOLDER HOW FIRST COUNT`.
"""

import os
import signal
import sys
from pathlib import Path

import django


def write(engine, first: int, count: int) -> None:
    """Write one entry a commit, as often as it takes to be let in."""
    from hub.search.engine import EngineBusy
    from tests.hub.search.engines import row

    for pk in range(first, first + count):
        while True:
            try:
                with engine.writing():
                    engine.apply([row(pk, f"Shared number{pk}")])
                break
            except EngineBusy:
                continue
        print(pk, flush=True)


def die_in_commit(engine, first: int, count: int) -> None:
    """Be killed just before what was written would take effect."""
    from tests.hub.search.engines import row

    def killed(*args: object, **options: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with engine.writing():
        os.rename = os.replace = killed
        engine.apply(
            [row(pk, f"Shared number{pk}") for pk in range(first, first + count)]
        )


def die_in_rebuild(engine, first: int, count: int) -> None:
    """Be killed half-way through building a new index."""
    from tests.hub.search.engines import row

    def rows():
        yield row(first, "Shared number")
        os.kill(os.getpid(), signal.SIGKILL)

    with engine.writing():
        engine.rebuild(rows())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    django.setup()
    from django.conf import settings

    from hub.search.engine import get_engine

    settings.SEARCH_URL, folder, how, start, number = sys.argv[1:]
    settings.DATA_DIR = Path(folder)
    globals()[how](get_engine(), int(start), int(number))
