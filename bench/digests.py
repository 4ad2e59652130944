"""Make digests for many people, kill it in the middle, go on, and count.

    .venv/bin/python bench/digests.py --people 5000 --news 2000 --kills 3

Everything happens in a temporary directory with a SQLite database, removed at the end;
`--database postgres://…` takes an empty database instead. The first run is let be, to
be measured; then all is put back, and the run is killed and started again. Sending what
was made is measured by `bench/letters.py`.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.memory import own_megabytes  # noqa: E402 - found from the line above

_COMPOSED = 500


def main() -> None:
    """Fill, make, make again with kills, compose some, and count."""
    wanted = _arguments()
    if wanted.stage:
        import django

        django.setup()
        _STAGES[wanted.stage](wanted)
        return
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        _run(folder, wanted)


def _run(folder: str, wanted: argparse.Namespace) -> None:
    _finished(_start("fill", folder, wanted))
    print(
        f"{wanted.people} people, {wanted.news} new things; "
        f"load before {os.getloadavg()[0]:.1f}"
    )
    for people in (wanted.people // 10, wanted.people):
        made = json.loads(_finished(_start("make", folder, wanted, only=people)))
        print(
            f"{made['letters']} digests in {made['seconds']:.1f} s, "
            f"{made['queries'] / max(1, made['letters']):.2f} queries each, "
            f"own memory {made['before']} MB before, {made['after']} MB after"
        )
        _finished(_start("undo", folder, wanted))
    killed = _with_kills(folder, wanted, made["seconds"])
    print(f"killed {killed} times, then run to the end")
    composed = json.loads(_finished(_start("compose", folder, wanted)))
    print(
        f"composing: {composed['rate']:.0f} a second, "
        f"{composed['queries']:.1f} queries each, own memory {composed['after']} MB"
    )
    _count(folder, wanted)


def _with_kills(folder: str, wanted: argparse.Namespace, seconds: float) -> int:
    chance, killed = random.Random(wanted.seed), 0
    for _ in range(wanted.kills):
        process = _start("make", folder, wanted)
        process.stdout.readline()
        time.sleep(chance.uniform(0.05, seconds / (wanted.kills + 1)))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        there = json.loads(_finished(_start("look", folder, wanted)))
        print(f"  letters after kill {killed}: {sum(there['letters'].values())}")
    _finished(_start("make", folder, wanted))
    _finished(_start("make", folder, wanted))
    return killed


def _count(folder: str, wanted: argparse.Namespace) -> None:
    there = json.loads(_finished(_start("look", folder, wanted)))
    each = Counter(there["letters"].values())
    none = wanted.people - len(there["letters"])
    more = sum(count for letters, count in each.items() if letters > 1)
    print(f"exactly one: {each[1]}; none: {none}; two or more: {more}")
    print(f"things noted as told: {there['told']}, in letters: {there['in_letters']}")
    sys.exit(bool(none or more or there["told"] != there["in_letters"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--news", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--only", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _start(
    stage: str, folder: str, wanted: argparse.Namespace, *, only: int = 0
) -> subprocess.Popen:
    given = [f"--{name}={getattr(wanted, name)}" for name in ("people", "news", "seed")]
    return subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            __file__,
            f"--stage={stage}",
            *given,
            f"--only={only}",
        ],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.base",
            "HUB_DATA_DIR": folder,
            "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
            "DATABASE_URL": wanted.database,
            "HUB_SEND_MAIL": "worker",
            "REDIS_URL": "",
            "SEARCH_URL": "whoosh:",
        },
        stdout=subprocess.PIPE,
        text=True,
    )


def _finished(process: subprocess.Popen) -> str:
    said = process.communicate()[0]
    if process.returncode:
        raise SystemExit("A process failed; see above.")
    return said.strip().rpartition("\n")[2]


def _fill(wanted: argparse.Namespace) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    chance = random.Random(wanted.seed)
    _fill_people(wanted.people, chance)
    _fill_news(wanted.news, chance)


def _fill_people(count: int, chance: random.Random) -> None:
    from django.utils import timezone

    from hub.accounts.models import User
    from hub.core.models import Topic
    from hub.members.digest.making import KIND
    from hub.members.models import Profile
    from hub.notify.models import Preference
    from hub.places.models import Region

    topics, regions = list(Topic.objects.all()), list(Region.values)
    User.objects.bulk_create(
        (
            User(
                email=f"person{number}@example.org",
                display_name=f"Person {number}",
                password="!",
                approved_at=timezone.now(),
            )
            for number in range(count)
        ),
        batch_size=500,
    )
    pks = list(User.objects.order_by("pk").values_list("pk", flat=True))
    Profile.objects.bulk_create(
        (
            Profile(user_id=pk, slug=f"p{pk}", region=chance.choice(regions))
            for pk in pks
        ),
        batch_size=500,
    )
    Preference.objects.bulk_create(
        (Preference(person_id=pk, kind=KIND, way="weekly") for pk in pks),
        batch_size=500,
    )
    through = Profile.topics.through
    through.objects.bulk_create(
        (
            through(profile_id=pk, topic_id=topic.pk)
            for pk in pks
            for topic in chance.sample(topics, 3)
        ),
        batch_size=500,
    )


def _fill_news(count: int, chance: random.Random) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from hub.core.models import Topic
    from hub.members.digest.making import _ends
    from hub.notify.kinds import Way
    from hub.places.models import Region
    from hub.search.models import SearchEntry

    slugs = list(Topic.objects.values_list("slug", flat=True))
    ended = _ends(timezone.now())[Way.WEEKLY]
    SearchEntry.objects.bulk_create(
        (
            SearchEntry(
                key=f"bench.thing:{number}",
                kind="guide",
                title=f"Thing {number}",
                url=f"/things/{number}/",
                summary="What it is about, in a sentence or two. " * 3,
                body="care " * 800,
                visibility=chance.choice(["public", "public", "members", "board:1"]),
                facets={
                    "topic": chance.sample(slugs, 2),
                    "region": [chance.choice(Region.values)],
                },
                found_since=ended - timedelta(hours=chance.randint(1, 160)),
                changed_at=ended - timedelta(hours=chance.randint(1, 160)),
            )
            for number in range(count)
        ),
        batch_size=500,
    )


def _make(wanted: argparse.Namespace) -> None:
    from django.db import connection

    from hub.members.digest import making

    if wanted.only:
        every = making._concerned
        making._concerned = lambda: every().filter(pk__lte=wanted.only)
    queries = 0

    def counted(execute, *args):  # noqa: ANN001, ANN002, ANN202
        nonlocal queries
        queries += 1
        return execute(*args)

    print("begun", flush=True)
    before, begun = own_megabytes(), time.perf_counter()
    with connection.execute_wrapper(counted):
        letters = making.make_digests()
    seconds = time.perf_counter() - begun
    print(
        json.dumps(
            {
                "letters": letters,
                "seconds": seconds,
                "queries": queries,
                "before": before,
                "after": own_megabytes(),
            }
        )
    )


def _undo(wanted: argparse.Namespace) -> None:
    from hub.members.models import DigestedEntry, DigestMark
    from hub.notify.models import Letter

    for model in (Letter, DigestedEntry, DigestMark):
        model.objects.all().delete()


def _compose(wanted: argparse.Namespace) -> None:
    from django.db import connection

    from hub.members.digest.mail import compose_digest
    from hub.notify.models import Letter

    queries = 0

    def counted(execute, *args):  # noqa: ANN001, ANN002, ANN202
        nonlocal queries
        queries += 1
        return execute(*args)

    letters = Letter.objects.select_related("person").order_by("pk")[:_COMPOSED]
    begun = time.perf_counter()
    with connection.execute_wrapper(counted):
        made = sum(compose_digest(one) is not None for one in letters.iterator())
    seconds = time.perf_counter() - begun
    print(
        json.dumps(
            {
                "rate": made / seconds,
                "queries": queries / made,
                "after": own_megabytes(),
            }
        )
    )


def _look(wanted: argparse.Namespace) -> None:
    from hub.members.models import DigestedEntry
    from hub.notify.models import Letter

    letters = Counter(Letter.objects.values_list("person_id", flat=True))
    about = Letter.objects.values_list("about", flat=True)
    print(
        json.dumps(
            {
                "letters": letters,
                "told": DigestedEntry.objects.count(),
                "in_letters": sum(len(one["news"]) for one in about),
            }
        )
    )


_STAGES = {
    "fill": _fill,
    "make": _make,
    "undo": _undo,
    "compose": _compose,
    "look": _look,
}


if __name__ == "__main__":
    main()
