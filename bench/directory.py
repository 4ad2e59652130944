"""Ask the directory's page again and again, with thousands of organisations in it.

    .venv/bin/python bench/directory.py --organisations 5000 --rounds 60

Everything happens in a temporary directory with a SQLite database, removed at the end;
`--database postgres://…` takes an empty database instead, `--folder` keeps what was made
for another run. Every address is asked through the whole site as a visitor, with all
counts of all questions; what is printed is the number of queries, and the processor's
time in this process: the median and what 95 in 100 stay under.
"""

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_PLACES = ("IP1 1AA", "LS1", "BT1", "Norwich", "Leeds", "Cardiff", "EH1 1AA", "M1 2AB")
_AREAS = ("Suffolk", "Kent", "London", "North West", "Wales", "Scotland")
_WORDS = ("care", "home care", "learning disability", "rota", "dementia", "harbour")


def main() -> None:
    """Fill the directory, ask, print."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as temporary:
        folder = Path(wanted.folder or temporary)
        _prepare(folder, wanted.database)
        from hub.directory.models import Organisation

        if not Organisation.objects.exists():
            _fill(wanted.organisations, random.Random(wanted.seed))
        print(
            f"{Organisation.objects.count()} organisations, {wanted.rounds} addresses"
            f" of each kind; load before {os.getloadavg()[0]:.1f}"
        )
        _ask(wanted.rounds, random.Random(wanted.seed))


def _prepare(folder: Path, database: str) -> None:
    """Set the site up in this process, as it is served."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hub.settings.base",
        "HUB_DATA_DIR": str(folder),
        "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
        "DATABASE_URL": database,
        "HUB_SEND_MAIL": "worker",
        "REDIS_URL": "",
        "SEARCH_URL": "whoosh:",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_places", if_needed=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _fill(number: int, chance: random.Random) -> None:
    """Add so many made-up organisations, with all that can be asked for."""
    from django.core.management import call_command

    from hub.directory.models import Organisation
    from hub.places.models import Outcode

    points = list(Outcode.objects.order_by("code"))
    Organisation.objects.bulk_create(
        (_organisation(one, chance, chance.choice(points)) for one in range(number)),
        batch_size=500,
    )
    pks = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    _fill_relations(pks, chance)
    _fill_ratings(pks, chance)
    call_command("rebuild_search_index", verbosity=0)


def _organisation(number: int, chance: random.Random, near: object) -> object:
    from hub.core.vocabulary import Nation, OrganisationKind, Stage
    from hub.directory.models import Organisation
    from hub.directory.vocabulary import SizeBand
    from hub.places.models import Region

    has_point = chance.random() < 0.9
    nation = chance.choice(Nation.values[:-1])
    words = chance.sample(
        ["harbour", "meadow", "rota", "home care", "dementia", "teams", "village"], 3
    )
    colleagues = chance.choice((None, 4, 25, 120, 900))
    return Organisation(
        slug=f"organisation-{number}",
        name=f"{chance.choice(('Alder', 'Birch', 'Cedar', 'Elm'))} Care {number}",
        kind=chance.choices(OrganisationKind.values, [12, 1, 1, 1, 1, 1, 1])[0],
        stage=chance.choice(["", *Stage.values]),
        summary=f"Care with {', '.join(words)}, owned by those who give it.",
        nation=nation,
        region=chance.choice(Region.values) if nation == Nation.ENGLAND else "",
        place=near.town or near.code,
        latitude=near.latitude + chance.uniform(-0.1, 0.1) if has_point else None,
        longitude=near.longitude + chance.uniform(-0.1, 0.1) if has_point else None,
        precision="district" if has_point else "",
        colleagues=colleagues,
        size_band=SizeBand.of(colleagues),
    )


def _fill_relations(pks: list[int], chance: random.Random) -> None:
    from hub.core.models import CareService, OwnershipModel, SupportedGroup, Topic
    from hub.directory.models import Organisation
    from hub.places.models import Council

    topics = [
        Topic.objects.get_or_create(slug=f"t-{n}", name=f"Topic {n}")[0]
        for n in range(25)
    ]
    for field, things, most in (
        ("services", CareService.objects.all(), 4),
        ("people_supported", SupportedGroup.objects.all(), 3),
        ("ownership_models", OwnershipModel.objects.all(), 2),
        ("can_help_with", topics, 3),
        ("looking_for", topics, 3),
        ("councils_served", Council.objects.responsible_for_care(), 3),
    ):
        through = getattr(Organisation, field).through
        names = [column.attname for column in through._meta.fields[1:]]
        keys = [thing.pk for thing in things]
        rows = (
            through(**dict(zip(names, (pk, key), strict=True)))
            for pk in pks
            for key in chance.sample(keys, chance.randint(0, most))
        )
        through.objects.bulk_create(rows, batch_size=5000)


def _fill_ratings(pks: list[int], chance: random.Random) -> None:
    import datetime as dt

    from hub.directory.models import Rating, Verification
    from hub.directory.vocabulary import RatingGrade, Regulator, VerificationCriterion

    today = dt.date.today()
    Rating.objects.bulk_create(
        Rating(
            organisation_id=pk,
            regulator=chance.choice(Regulator.values),
            grade=chance.choice(RatingGrade.values),
            service=chance.choice(("", "Home care")),
            rated_on=today - dt.timedelta(days=chance.randint(1, 2000)),
            url="https://example.org/",
        )
        for pk in pks
        for _ in range(chance.randint(0, 3))
    )
    Verification.objects.bulk_create(
        Verification(
            organisation_id=pk,
            criterion=chance.choice(VerificationCriterion.values),
            evidence="Its rules.",
            verified_on=today - dt.timedelta(days=400),
            valid_until=today + dt.timedelta(days=chance.randint(-300, 300)),
        )
        for pk in pks
        if chance.random() < 0.3
    )


def _ask(rounds: int, chance: random.Random) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    kinds = _addresses(chance)
    print(f"\n{'asked':<38}{'found':>7}{'queries':>9}{'p50':>9}{'p95':>9}")
    every: list[float] = []
    for kind, draw in kinds.items():
        asked = [draw() for _ in range(rounds)]
        _measured(client, asked[0])
        measured = [_measured(client, address) for address in asked]
        times = [seconds for seconds, _, _ in measured]
        _print(kind, measured, times)
        if kind.startswith("page"):
            every += times
    print(
        f"\nall filtered pages: p50 {_share(every, 50):.0f} ms, p95 {_share(every, 95):.0f} ms"
    )


def _addresses(chance: random.Random) -> dict[str, Callable[[], str]]:
    """Return how an address of each kind is drawn."""

    def page(path: str = "/co-ops/", **asked: object) -> str:
        return f"{path}?{urlencode(asked, doseq=True)}"

    def filters(number: int) -> dict[str, str]:
        values = _values()
        return {
            name: chance.choice(values[name])
            for name in chance.sample(list(values), number)
        }

    def narrowed() -> dict[str, object]:
        where = {"near": chance.choice(_PLACES), "within": chance.choice((25, 50, 100))}
        return {"q": chance.choice(_WORDS), **where, **filters(3)}

    return {
        "all of it, nothing asked": lambda: page(),
        "page: one filter": lambda: page(**filters(1)),
        "page: three filters": lambda: page(**filters(3)),
        "page: words": lambda: page(q=chance.choice(_WORDS)),
        "page: near a point": lambda: page(near=chance.choice(_PLACES), within=50),
        "page: in an area, one filter": lambda: page(
            near=chance.choice(_AREAS), **filters(1)
        ),
        "page: words, place, three filters": lambda: page(**narrowed()),
        "page: two values, two filters, by name": lambda: page(
            service=chance.sample(_values()["service"], 2),
            sort="name",
            **{"kind": "care_provider"},
        ),
        "map: near a point": lambda: page(
            view="map", near=chance.choice(_PLACES), within=50
        ),
        "points: one filter": lambda: page("/co-ops/points.geojson", **filters(1)),
        "csv: one filter": lambda: page("/co-ops/export.csv", **filters(1)),
    }


def _values() -> dict[str, list[str]]:
    from hub.core.models import CareService, OwnershipModel, SupportedGroup
    from hub.core.vocabulary import Nation, OrganisationKind

    return {
        "kind": OrganisationKind.values,
        "nation": Nation.values[:-1],
        "service": [one.key for one in CareService.objects.all()],
        "people": [one.key for one in SupportedGroup.objects.all()],
        "model": [one.key for one in OwnershipModel.objects.all()],
    }


def _measured(client: object, address: str) -> tuple[float, int, int]:
    """Return seconds of the processor, queries and how many were found."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    begun = time.process_time()
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    seconds = time.process_time() - begun
    if answer.status_code != 200 or not body:
        raise SystemExit(f"{address} answered {answer.status_code}")
    heading = re.search(rb'class="results-count"[^>]*>(\d+)', body)
    found = int(heading.group(1)) if heading else 0
    with CaptureQueriesContext(connection) as queries:
        again = client.get(address)
        b"".join(again.streaming_content) if again.streaming else None
    return seconds, len(queries), found


def _print(
    kind: str, measured: list[tuple[float, int, int]], times: list[float]
) -> None:
    found = statistics.median(number for _, _, number in measured)
    most = max(number for _, number, _ in measured)
    print(
        f"{kind:<38}{found:>7.0f}{most:>9}{_share(times, 50):>9.1f}{_share(times, 95):>9.1f} ms"
    )


def _share(seconds: list[float], percent: int) -> float:
    """Return the milliseconds that so many in a hundred stay under."""
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--organisations", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument("--folder", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
