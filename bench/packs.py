"""Download a pack of clauses in each format and print how long it took.

    .venv/bin/python bench/packs.py --clauses 30

The clauses are those of the starter content, again and again under other titles until
there are enough, each with a note and with what was put into its placeholders. Counted
is all that a download does: reading the pack, composing it, writing the file. The first
file of each format is not counted; a site writes it once after it starts.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Fill a site of its own, and print the seconds of each format."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "hub.settings.base",
            "HUB_DATA_DIR": folder,
            "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
        }
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        # There from the start, or a thread would build it beside what is measured.
        call_command("rebuild_search_index", verbosity=0)
        call_command("load_sample_content", verbosity=0)
        _measure(_pack(wanted.clauses))


def _pack(number: int) -> object:
    from hub.packs.actions import add_to_pack, make_pack
    from hub.packs.holding import Holder
    from hub.packs.versions import version_of

    pack = make_pack(holder=Holder(visitor="bench"), name="Everything we buy")
    for clause in _clauses(number):
        add_to_pack(
            pack=pack,
            kind="clause",
            thing_id=clause.pk,
            version=version_of(clause),
            settled={"notice period": "thirteen months"},
        )
    pack.items.update(note="Agree this with finance before the notice goes out.")
    return pack


def _clauses(number: int) -> list:
    from hub.procurement.models import ClausePage

    found = list(ClausePage.objects.live().by_title())
    index = found[0].get_parent()
    for copy in range(number - len(found)):
        old = found[copy]
        kept = {
            field.name: getattr(old, field.name)
            for field in ClausePage._meta.local_concrete_fields
            if not field.primary_key and field.name != "page_ptr"
        }
        page = ClausePage(title=f"{old.title} ({copy})", **kept)
        index.add_child(instance=page)
        found.append(page)
    return found[:number]


def _measure(pack: object) -> None:
    from django.contrib.auth.models import AnonymousUser

    from hub.downloads.pdf import is_available
    from hub.packs.views import file_of

    print(f"{pack.items.count()} clauses; load before {os.getloadavg()[0]:.1f}")
    for ending in ("docx", "odt", "pdf"):
        if ending == "pdf" and not is_available():
            print("pdf: WeasyPrint or Pango is not installed")
            continue
        file_of(pack, AnonymousUser(), ending)
        begun, used = time.perf_counter(), time.process_time()
        data = file_of(pack, AnonymousUser(), ending).content
        seconds, cpu = time.perf_counter() - begun, time.process_time() - used
        print(f"{ending}: {seconds:.2f} s ({cpu:.2f} s of CPU), {len(data) // 1024} KB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clauses", type=int, default=30)
    return parser.parse_args()


if __name__ == "__main__":
    main()
