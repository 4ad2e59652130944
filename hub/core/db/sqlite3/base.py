"""SQLite as Django speaks to it, with a moment before each commit."""

from django.db.backends.sqlite3 import base

from hub.core.db.before_commit import WorkBeforeCommit


class DatabaseWrapper(WorkBeforeCommit, base.DatabaseWrapper):
    """A connection to SQLite."""
