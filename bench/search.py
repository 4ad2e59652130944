"""Measure the search engines side by side, on made-up entries.

    .venv/bin/python bench/search.py --entries 10000 --engines whoosh sqlite postgres

Everything happens in a temporary directory, with databases of its own, removed at the
end. A query is the whole of `answers.search`: visibility, every facet's counts, ten
snippets, "did you mean"; a suggestion the whole of `answers.suggest`.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.sample import Sample, questions  # noqa: E402 - found from the line above

ENGINES = {"whoosh": "whoosh:", "sqlite": "modelsearch:", "postgres": "modelsearch:"}
# How often each kind is asked among a hundred questions of the mix.
MIX = {
    "rare word": 15,
    "middling word": 25,
    "very common word": 10,
    "three words, all": 20,
    "relaxed, any of four": 5,
    "phrase": 5,
    "typing error": 5,
    "two facets chosen": 15,
}


def main() -> None:
    """Make the sample once, measure each engine, print them side by side."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as name:
        folder = Path(name)
        _write_sample(folder, wanted)
        measured = {}
        for engine in wanted.engines:
            load = os.getloadavg()[0]
            measured[engine] = _measure(engine, folder, wanted) | {"load": load}
            _say(f"{engine}: done")
    _print(measured, wanted)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=["whoosh"])
    parser.add_argument(
        "--questions", type=int, default=40, help="of each kind; the first warms up"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--postgres",
        default="postgres://postgres@127.0.0.1:5432/postgres",
        help="a server where a database may be made and dropped",
    )
    return parser.parse_args()


def _write_sample(folder: Path, wanted: argparse.Namespace) -> None:
    sample = Sample(wanted.entries, random.Random(wanted.seed))
    with open(folder / "entries.jsonl", "w", encoding="utf-8") as file:
        for entry in sample:
            file.write(json.dumps(entry) + "\n")
    asked = questions(sample, wanted.questions)
    (folder / "questions.json").write_text(json.dumps(asked))
    _say(f"{wanted.entries} entries made")


def _measure(engine: str, folder: Path, wanted: argparse.Namespace) -> dict:
    data = folder / engine
    data.mkdir()
    with _database(engine, wanted.postgres) as address:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hub.settings.base",
            "HUB_DATA_DIR": str(data),
            "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
            "DATABASE_URL": address,
            "REDIS_URL": "",
            "SEARCH_URL": ENGINES[engine],
        }
        measured = _stage("build", folder, environment)
        measured["disk"] = _megabytes_in(data / "search")
        return measured | _stage("ask", folder, environment)


def _stage(stage: str, folder: Path, environment: dict[str, str]) -> dict:
    process = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.measure", stage, str(folder)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(process.stdout)


@contextmanager
def _database(engine: str, server: str) -> Iterator[str]:
    """Give the address of a database for one engine; on PostgreSQL, made and dropped."""
    if engine != "postgres":
        yield ""  # SQLite in the data directory
        return
    import psycopg

    name = f"hub_bench_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _megabytes_in(folder: Path) -> float:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files) / 2**20


def _print(measured: dict[str, dict], wanted: argparse.Namespace) -> None:
    print(f"{wanted.entries} entries, seed {wanted.seed}, {os.cpu_count()} cores")
    _line("", measured, lambda _, engine: engine)
    for label, name, form in (
        ("load before", "load", "{:.1f}"),
        ("build, entries/s", "build", "{:.0f}"),
        ("build, peak MB", "build peak", "{:.0f}"),
        ("index folder, MB", "disk", "{:.1f}"),
        ("worker before a query, MB", "bare", "{:.0f}"),
        ("worker after all, MB", "memory", "{:.0f}"),
    ):
        _line(label, measured, lambda one, _, n=name, f=form: f.format(one[n]))
    _line("first query, ms", measured, lambda one, _: f"{one['first'] * 1000:.0f}")
    _line("update to findable", measured, lambda one, _: _both(one["updates"]))
    for kind in (*MIX, "suggest"):
        _line(
            f"{kind} ({_found(measured, kind)})",
            measured,
            lambda one, _, kind=kind: _both(one["times"][kind]),
        )
    _line("THE MIX", measured, lambda one, _: _both(_mixed(one["times"])))
    shares = ", ".join(f"{part} % {kind}" for kind, part in MIX.items())
    print(f"Pairs are p50 / p95 in ms. The mix: {shares}.")


def _line(label: str, measured: dict[str, dict], told: object) -> None:
    columns = [f"{told(one, engine):>18}" for engine, one in measured.items()]
    print(f"{label:<36}{''.join(columns)}")


def _found(measured: dict[str, dict], kind: str) -> str:
    """Say how many entries half the questions of a kind find, at the least."""
    found = next(iter(measured.values()))["found"]
    return f"{found[kind]:.0f} found" if kind in found else "8 shown"


def _mixed(times: dict[str, list[float]]) -> list[float]:
    return [one for kind, part in MIX.items() for one in times[kind] * part]


def _both(seconds: list[float]) -> str:
    ranked = sorted(seconds)
    p50, p95 = (ranked[int(len(ranked) * part)] * 1000 for part in (0.5, 0.95))
    return f"{p50:.1f} / {p95:.1f}"


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
