"""How much memory a process holds of its own."""

from pathlib import Path


def own_megabytes() -> int:
    """Return how many megabytes of its own this process holds now; Linux only.

    Pages of the database's file, which SQLite maps into memory, are not its own: the
    kernel takes them back when it wants to. They would make every run that writes look
    as if it grew.
    """
    status = Path("/proc/self/status").read_text()
    own = next(line for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(own.split()[1]) // 1024
