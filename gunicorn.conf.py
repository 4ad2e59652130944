"""How `make run` serves the site: threads, so that a slow visitor holds only one."""

import os

# A site without an address of its own is for this machine alone: it has demo sign-ins.
host = "0.0.0.0" if os.environ.get("HUB_BASE_URL") else "127.0.0.1"
bind = f"{host}:{os.environ.get('PORT', '8000')}"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 10
max_requests = 20_000
max_requests_jitter = 2_000
# Over-long addresses are refused by the site itself, in its own look; on the web the
# proxy in front bounds what may be sent at all.
limit_request_line = 0
accesslog = None
loglevel = "warning"
# Workers beat in memory: a slow disk must not look like a hung worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None


def when_ready(server):
    """Say where the site is."""
    port = os.environ.get("PORT", "8000")
    print(f"The hub is at http://localhost:{port} (Ctrl-C stops it).", flush=True)
