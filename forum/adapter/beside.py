"""Small SQLite files beside the content: for what reading leaves behind, until a timer.

Nobody waits long for a file that is in use, and one that is damaged is begun anew: what
lies in them may be lost.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

#: What a reader may be kept waiting by a file that is in use.
PATIENCE_SECONDS = 0.05


@contextmanager
def opened(name: str, table: str) -> Iterator[sqlite3.Connection]:
    """Yield the file, in a transaction that ends with the block.

    `table` is the statement that makes its one table where there is none. Raises
    sqlite3.Error or OSError.
    """
    path = Path(settings.DATA_DIR) / name
    file = sqlite3.connect(path, timeout=PATIENCE_SECONDS)
    try:
        # What a power cut takes is no loss; waiting for the disk would be.
        file.execute("PRAGMA journal_mode = MEMORY")
        file.execute("PRAGMA synchronous = OFF")
        with file:
            file.execute(table)
            yield file
    except sqlite3.OperationalError:
        # Busy, or no room on the disk: sound all the same.
        raise
    except sqlite3.DatabaseError:
        # Damaged: begun anew when it is next opened.
        path.unlink(missing_ok=True)
        raise
    finally:
        file.close()
