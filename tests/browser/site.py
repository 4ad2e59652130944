"""A real site for the browser: its own data, the production server, a free port."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class RunningSite:
    """A site that answers at `url`; `sign_ins` are (address, password) by kind."""

    url: str
    data_dir: Path
    sign_ins: dict[str, tuple[str, str]]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_site(data_dir: Path) -> tuple[RunningSite, subprocess.Popen]:
    """Prepare and serve a site under `data_dir`, as `make run` does."""
    port = free_port()
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        },
        "HUB_DATA_DIR": str(data_dir),
        "HUB_SECRET_KEY": secrets.token_urlsafe(50),
        "PORT": str(port),
    }
    for command in (
        ("prepare",),
        ("collectstatic", "--noinput", "--verbosity", "0"),
        ("demo_sign_ins",),
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "hub.wsgi"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    site = RunningSite(
        f"http://localhost:{port}", data_dir, _sign_ins(data_dir / "demo-sign-ins.txt")
    )
    _wait_for(site, server)
    return site, server


def _sign_ins(file: Path) -> dict[str, tuple[str, str]]:
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    return {kind: (address, password) for kind, address, password in rows}


def _wait_for(site: RunningSite, server: subprocess.Popen) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped with {server.returncode}.")
        try:
            with urllib.request.urlopen(f"{site.url}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    server.kill()
    raise RuntimeError("The server did not answer in time.")
