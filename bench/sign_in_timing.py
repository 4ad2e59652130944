"""Ask what a stranger must not learn, many times in turn, and show how long each took.

    .venv/bin/python bench/sign_in_timing.py --rounds 60

Signing in, asking for a new password and signing up, with addresses that have an account
and with addresses that have none: the times of one group should lie within each other's
spread. The password hasher is the site's own and requests go through the whole of Django;
nothing goes over a network, whose noise would only hide a difference. Everything happens
in a temporary directory with a SQLite database. Not part of the tests: a busy machine
would fail them.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_RIGHT = "harbour violin tractor moss"
_WRONG = "lantern gravel opera basil"
_DATA = "HUB_DATA_DIR"


def main() -> None:
    """Prepare a site, ask everything in a drawn order, and print the times."""
    wanted = _arguments()
    if wanted.folder:
        _measure(wanted)
        return
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        environment = {**os.environ, _DATA: folder, "EMAIL_URL": "dummymail://"}
        environment |= {"HUB_SEND_MAIL": "worker", "PYTHONPATH": str(ROOT)}
        for command in (("migrate",), ("collectstatic", "--noinput")):
            prepare = [sys.executable, "manage.py", *command, "--verbosity", "0"]
            subprocess.run(prepare, cwd=ROOT, env=environment, check=True)
        again = [sys.executable, __file__, "--folder", folder]
        again += ["--rounds", str(wanted.rounds), "--seed", str(wanted.seed)]
        subprocess.run(again, cwd=ROOT, env=environment, check=True)


def _measure(wanted: argparse.Namespace) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")
    import django

    django.setup()
    from django.test.utils import override_settings

    from hub.members.joining import time_trap

    # The trap for programs would refuse this one; it costs the same either way.
    time_trap._QUICKEST = 0
    lifted = {"ACCOUNT_RATE_LIMITS": False, "ALLOWED_HOSTS": ["*"]}
    with override_settings(**lifted):
        print(f"{wanted.rounds} of each, load before {os.getloadavg()[0]:.1f}")
        for name, ways in (
            ("Signing in, wrong password", _signing_in()),
            ("A new password", _resetting()),
            ("Signing up", _signing_up(wanted.rounds)),
        ):
            _print(name, _times(ways, wanted))
        print(f"load after {os.getloadavg()[0]:.1f}")


def _times(
    ways: dict[str, Callable[[int], float]], wanted: argparse.Namespace
) -> dict[str, list[float]]:
    """Ask in turn, in an order drawn anew each round, after two rounds for nothing."""
    draw = random.Random(wanted.seed)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(-2, wanted.rounds):
        for name in draw.sample(sorted(ways), len(ways)):
            seconds = ways[name](number)
            if number >= 0:
                times[name].append(seconds)
    return times


def _signing_in() -> dict[str, Callable[[int], float]]:
    from django.utils import timezone

    now = timezone.now()
    _person("member@example.org", approved_at=now)
    _person("waiting@example.org", approved_at=None)
    _person("off@example.org", approved_at=now, is_active=False)

    def way(address: str) -> Callable[[int], float]:
        return lambda number: _post(
            "/accounts/login/", {"login": address, "password": _WRONG}, 200
        )

    return {
        "known": way("member@example.org"),
        "not let in yet": way("waiting@example.org"),
        "switched off": way("off@example.org"),
        "unknown": way("nobody@example.org"),
    }


def _resetting() -> dict[str, Callable[[int], float]]:
    def way(address: str) -> Callable[[int], float]:
        return lambda number: _post(
            "/accounts/password/reset/", {"email": address}, 302
        )

    return {
        "known": way("member@example.org"),
        "not let in yet": way("waiting@example.org"),
        "switched off": way("off@example.org"),
        "unknown": way("nobody@example.org"),
    }


def _signing_up(rounds: int) -> dict[str, Callable[[int], float]]:
    from hub.members.joining.time_trap import new_note

    def ask(address: str) -> float:
        answers = {
            "email": address,
            "password1": _RIGHT,
            "display_name": "Somebody New",
            "kind": "founder",
            "why": "To learn from the others.",
            "privacy": "on",
            "note": new_note(),
        }
        return _post("/accounts/signup/", answers, 302)

    return {
        "known": lambda number: ask("member@example.org"),
        "unknown": lambda number: ask(f"new-{number + 2}@example.org"),
    }


def _person(address: str, **fields: object) -> None:
    from hub.accounts.addresses import vouch_for
    from hub.accounts.models import User

    person = User(email=address, display_name="Somebody", **fields)
    person.set_password(_RIGHT)
    person.save()
    vouch_for(person)


def _post(address: str, sent: dict[str, str], expected: int) -> float:
    """Return how long the answer took; a different answer means nothing was measured."""
    from django.test import Client

    client = Client()
    client.get(address)
    begun = time.perf_counter()
    answer = client.post(address, sent)
    seconds = time.perf_counter() - begun
    if answer.status_code != expected:
        raise SystemExit(f"{address} answered {answer.status_code}: {sent}")
    return seconds


def _print(name: str, times: dict[str, list[float]]) -> None:
    print(f"\n{name:<28}{'median':>9}{'middle half':>20}{'fastest':>10}")
    for way, seconds in times.items():
        low, middle, high = (1000 * s for s in statistics.quantiles(seconds, n=4))
        spread = f"{low:.1f} to {high:.1f}"
        print(f"  {way:<26}{middle:>9.1f}{spread:>20}{1000 * min(seconds):>10.1f} ms")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
