"""Log lines: plain for people, JSON for machines. Data travels in `extra`."""

import json
import logging
from datetime import UTC, datetime

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "request",
}


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in _STANDARD}


class PlainFormatter(logging.Formatter):
    """A line a person reads: level, logger, message, then the data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line (and its traceback)."""
        data = " ".join(f"{key}={value}" for key, value in _extras(record).items())
        head = f"{record.levelname.lower()} {record.name}: {record.getMessage()}"
        line = f"{head} ({data})" if data else head
        # A refused request is logged below ERROR; its traceback tells nobody anything.
        if record.exc_info and record.levelno >= logging.ERROR:
            line = f"{line}\n{self.formatException(record.exc_info)}"
        return line


class JSONFormatter(logging.Formatter):
    """One JSON object a line, times in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one JSON object."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_extras(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)
