"""Tell many people of one thing, kill the sender again and again, count what they got.

    .venv/bin/python bench/letters.py --people 5000 --kills 8

A mail server of its own runs in another process. Everything happens in a temporary
directory with a SQLite database, removed at the end; `--database postgres://…` takes an
empty database instead. A letter that was being handed over at the very moment of a kill
is never sent again by itself: those are counted as in doubt.
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


def main() -> None:
    """Fill, tell, send with kills, and count."""
    wanted = _arguments()
    if wanted.stage:
        _STAGES[wanted.stage](wanted)
        return
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        sink = _start("sink", folder, wanted)
        wanted.port = int(sink.stdout.readline())
        try:
            _run(folder, wanted)
        finally:
            sink.terminate()
            sink.communicate()


def _run(folder: str, wanted: argparse.Namespace) -> None:
    told = json.loads(_finished(_start("tell", folder, wanted)))
    print(f"{wanted.people} people, load before {os.getloadavg()[0]:.1f}")
    print(f"telling them: {told['seconds']:.1f} s, memory {told['memory']}")
    begun, rounds = time.perf_counter(), 0
    chance = random.Random(wanted.seed)
    for _ in range(wanted.kills):
        process = _start("send", folder, wanted)
        process.stdout.readline()
        time.sleep(chance.uniform(0.2, wanted.longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        rounds += process.returncode == -signal.SIGKILL
    process = _start("send", folder, wanted)
    process.stdout.readline()
    last = json.loads(process.communicate()[0])
    seconds = time.perf_counter() - begun
    print(f"killed {rounds} times; all runs together {seconds:.1f} s")
    print(f"the last run: {last['rate']:.0f} letters a second, memory {last['memory']}")
    # What the killed runs had in hand is free after a while; the bench does not wait.
    json.loads(_finished(_start("rest", folder, wanted)))
    _count(folder, wanted)


def _count(folder: str, wanted: argparse.Namespace) -> None:
    arrived = Counter((Path(folder) / "arrived.txt").read_text().split())
    states = json.loads(_finished(_start("look", folder, wanted)))
    times = Counter(arrived.values())
    exactly, more = times[1], sum(many for each, many in times.items() if each > 1)
    nobody = wanted.people - len(arrived)
    print(f"exactly one: {exactly}; none: {nobody}; two or more: {more}")
    print(f"the outbox says: {states}")
    in_doubt = states.get("uncertain", 0)
    sys.exit(bool(more or nobody > in_doubt))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--longest", type=float, default=4.0, help="seconds to a kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _start(stage: str, folder: str, wanted: argparse.Namespace) -> subprocess.Popen:
    given = [f"--stage={stage}", f"--people={wanted.people}", f"--port={wanted.port}"]
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, *given],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.base",
            "HUB_DATA_DIR": folder,
            "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
            "DATABASE_URL": wanted.database,
            "EMAIL_URL": f"smtp://127.0.0.1:{wanted.port}",
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
    return said


def _sink(wanted: argparse.Namespace) -> None:
    """Write down to whom each mail goes, before saying that it was taken."""
    import socket

    from aiosmtpd.controller import Controller

    arrived = open(Path(os.environ["HUB_DATA_DIR"]) / "arrived.txt", "a")  # noqa: SIM115

    class Handler:
        async def handle_DATA(
            self, server: object, session: object, envelope: object
        ) -> str:
            arrived.write("".join(f"{to}\n" for to in envelope.rcpt_tos))
            arrived.flush()
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    print(port, flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


def _tell(wanted: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from hub.accounts.models import User
    from hub.notify.actions import tell

    call_command("migrate", verbosity=0)
    for first in range(0, wanted.people, 500):
        User.objects.bulk_create(
            User(
                email=f"person{number}@example.org",
                display_name=f"Person {number}",
                password="!",
                approved_at=timezone.now(),
            )
            for number in range(first, min(first + 500, wanted.people))
        )
    begun, before = time.perf_counter(), own_megabytes()
    tell(
        kind="account",
        people=User.objects.order_by("pk"),
        about="bench",
        title="One thing",
        text="Said to everybody.",
        url="/",
        visibility="members",
    )
    seconds = time.perf_counter() - begun
    memory = f"{before} MB before, {own_megabytes()} MB after"
    print(json.dumps({"seconds": seconds, "memory": memory}))


def _send(wanted: argparse.Namespace) -> None:
    from hub.notify import fate
    from hub.notify.sending import send_due

    memory, settle, count = {0: own_megabytes()}, fate.settle, 0

    def counted(*args: object, **given: object) -> str:
        nonlocal count
        count += 1
        if count % 1000 == 0 or count == 100:
            memory[count] = own_megabytes()
        return settle(*args, **given)

    fate.settle = counted
    print("begun", flush=True)
    begun = time.perf_counter()
    sent = send_due().sent
    rate = sent / (time.perf_counter() - begun)
    memory[count] = own_megabytes()
    shown = ", ".join(f"{at}: {held} MB" for at, held in memory.items())
    print(json.dumps({"rate": rate, "memory": f"after so many letters {shown}"}))


def _rest(wanted: argparse.Namespace) -> None:
    from datetime import timedelta

    from hub.notify.sending import send_due

    print(json.dumps(send_due(longest_turn=timedelta(0)).sent))


def _look(wanted: argparse.Namespace) -> None:
    from hub.notify.models import Letter

    print(json.dumps(Counter(Letter.objects.values_list("state", flat=True))))


def _with_django(stage: object) -> object:
    def run(wanted: argparse.Namespace) -> None:
        import django

        django.setup()
        stage(wanted)

    return run


_STAGES = {
    "sink": _sink,
    "tell": _with_django(_tell),
    "send": _with_django(_send),
    "rest": _with_django(_rest),
    "look": _with_django(_look),
}


if __name__ == "__main__":
    main()
