"""A real site for the browser: its own data, the production server, a free port."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_PATIENCE_SECONDS = 60


#: The member has written before; a founder is asked for the community agreement.
_ACCEPT = """
from forum.guarding.actions import accept
from forum.guarding.models import Agreement
from hub.accounts.models import User
person = User.objects.get(email="{address}")
accept(agreement=Agreement.objects.current(), person=person)
"""


@dataclass(frozen=True, slots=True)
class RunningSite:
    """A site that answers at `url`; `sign_ins` are (address, password) by kind."""

    url: str
    data_dir: Path
    sign_ins: dict[str, tuple[str, str]]
    environment: dict[str, str]
    kept_cookies: dict[str, dict] = field(default_factory=dict)

    def manage(self, *command: str, **environment: str) -> str:
        """Run a command of `manage.py` on this site's data; return what it says."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env={**self.environment, **environment},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    @contextmanager
    def also_served(self, **environment: str) -> Iterator["RunningSite"]:
        """Serve the same data a second time, with other settings."""
        port = free_port()
        other = replace(
            self,
            url=f"http://localhost:{port}",
            environment={**self.environment, **environment, "PORT": str(port)},
        )
        server = _serve(other)
        try:
            yield other
        finally:
            stop(server)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_site(
    data_dir: Path, **environment: str
) -> tuple[RunningSite, subprocess.Popen]:
    """Prepare and serve a site under `data_dir`, as `make run` does."""
    port = free_port()
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    }
    site = RunningSite(
        f"http://localhost:{port}",
        data_dir,
        {},
        {
            **surroundings,
            "HUB_DATA_DIR": str(data_dir),
            "HUB_SECRET_KEY": secrets.token_urlsafe(50),
            "PORT": str(port),
            # Journeys are of members whom moderators know.
            "HUB_HOLD_FIRST_POSTS": "0",
            **environment,
        },
    )
    site.manage("prepare")
    site.manage("collectstatic", "--noinput", "--verbosity", "0")
    site.manage("demo_sign_ins")
    site.sign_ins.update(_sign_ins(data_dir / "demo-sign-ins.txt"))
    site.manage("shell", "-c", _ACCEPT.format(address=site.sign_ins["member"][0]))
    return site, _serve(site)


def stop(server: subprocess.Popen) -> None:
    """Stop serving; what was being sent is sent first."""
    server.terminate()
    server.wait(timeout=15)


def _serve(site: RunningSite) -> subprocess.Popen:
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "hub.wsgi"],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
    )
    _wait_for(site, server)
    return server


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
