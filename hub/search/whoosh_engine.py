"""The embedded engine: the only module that knows Whoosh.

The index lives under one folder: a directory for each generation, and a file `current`
that names the one in use and is replaced atomically. One process writes at a time,
under a file lock. Whoosh keeps the words and where they stand; what is asked is
reckoned over arrays (`hub.search.snapshot`) that are read from its segments once.
"""

import shutil
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.formats import Format
from whoosh.index import LockError
from whoosh.matching import Matcher
from whoosh.reading import IndexReader, TermNotFound

from hub.search import terms
from hub.search.columns import Row
from hub.search.engine import (
    Beginning,
    EngineBroken,
    EngineBusy,
    EngineError,
    Matches,
    Request,
)
from hub.search.models import SearchEntry
from hub.search.scoring import NOWHERE, Postings, places_of
from hub.search.snapshot import Memory, Snapshot

# How long a request waits for another process to finish writing before it leaves its
# entries to the next drain.
_PATIENCE_SECONDS = 2.0
_PAUSE_SECONDS = 0.01
_CURRENT = "current"
# Begins the name of every directory. Change it with the schema or with how words are
# compared (words.py): an index of another format is not read, but built anew.
_FORMAT = "format4x"
_PLACE = "I"


class Given(Format):
    """Takes the terms of an entry as we give them: (term, weight, places)."""

    def word_values(
        self, value: terms.Terms, analyzer: object, **options: object
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Yield each term with its frequency, weight and encoded places."""
        for term, weight, places in value:
            yield term, len(places), weight, array(_PLACE, places).tobytes()


def _schema() -> Schema:
    fields = {}
    for name in ("words", "titles", "starts"):
        fields[name] = TEXT(phrase=False)
        fields[name].format = Given()
        fields[name].scorable = False
    return Schema(pk=ID(unique=True), row=STORED, **fields)


class WhooshEngine:
    """The index under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._memory = Memory()
        self._state: tuple[tuple[str, int], Snapshot] | None = None
        self._lock = FileLock(folder / "writer.lock", timeout=_PATIENCE_SECONDS)

    # --- Writing ---------------------------------------------------------------------

    @contextmanager
    def writing(self, patience: float | None = None) -> Iterator[None]:
        """Hold the right to write; raises EngineBusy when it waited in vain."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=patience, poll_interval=_PAUSE_SECONDS)
        except Timeout as error:
            raise EngineBusy(str(self.folder)) from error
        except OSError as error:
            raise EngineBroken(f"{type(error).__name__}: {error}") from error
        try:
            yield
        finally:
            self._lock.release()

    def apply(self, rows: Iterable[SearchEntry]) -> None:
        """Take the rows; raises EngineBroken when there is no index to write to."""
        with _damage_named():
            writer = self._open().writer(codec=_codec())
            try:
                for row in rows:
                    if row.is_gone:
                        writer.delete_by_term("pk", str(row.pk))
                    else:
                        writer.update_document(**_document(row))
            except BaseException:
                writer.cancel()
                raise
            writer.commit()

    def rebuild(self, rows: Iterator[SearchEntry]) -> None:
        """Build a new generation beside the old one, then point to it."""
        name = f"{_FORMAT}{uuid4().hex}"
        directory = self.folder / name
        try:
            directory.mkdir(parents=True)
            _build(directory, rows)
        except OSError as error:
            shutil.rmtree(directory, ignore_errors=True)
            raise EngineBroken(f"{type(error).__name__}: {error}") from error
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        with _damage_named():
            before = self._current_name()
            fresh = self.folder / f"{_CURRENT}.{name}"
            fresh.write_text(name, encoding="ascii")
            fresh.replace(self.folder / _CURRENT)
            # The one before stays: other processes may be reading it.
            for directory in self.folder.iterdir():
                if directory.is_dir() and directory.name not in {name, before}:
                    shutil.rmtree(directory, ignore_errors=True)

    # --- Reading ---------------------------------------------------------------------

    def check(self) -> None:
        """Open the index and read what is kept of every entry."""
        with _damage_named():
            self._snapshot()

    def find(self, request: Request) -> Matches:
        """Answer a request."""
        with _damage_named():
            return self._snapshot().find(request)

    def suggest(self, beginning: Beginning) -> Sequence[int]:
        """Return entries whose titles hold every word, the last as a beginning."""
        with _damage_named():
            return self._snapshot().suggest(beginning)

    def _snapshot(self) -> Snapshot:
        """Return the index as it is now; opened again only when it has changed."""
        with self._memory.lock:
            index = self._open()
            state = (self._current_name(), index.latest_generation())
            if self._state is None or self._state[0] != state:
                # A reader of its own for every state. Never Searcher.refresh(): in
                # Whoosh-Reloaded 2.7.5 it takes the segments of the old reader along
                # (index.py, FileIndex._reader), so that what was removed, changed or
                # hidden since would still be found and counted.
                leaves = [Segment(one) for one, _ in index.reader().leaf_readers()]
                held = [leaf for leaf in leaves if leaf.total]
                self._state = (state, Snapshot(held, self._memory))
            return self._state[1]

    def _open(self) -> whoosh_index.Index:
        name = self._current_name()
        if not name:
            raise EngineBroken("There is no index yet.")
        return whoosh_index.open_dir(self.folder / name)

    def _current_name(self) -> str:
        try:
            name = (self.folder / _CURRENT).read_text(
                encoding="ascii", errors="replace"
            )
        except FileNotFoundError:
            return ""
        # Whatever else stands there names no directory of ours.
        return name if name.startswith(_FORMAT) and name.isalnum() else ""


class Segment:
    """A leaf of the index (see `hub.search.snapshot.Leaf`), read from Whoosh."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.total = reader.doc_count_all()
        segment = reader.segment()
        self.identity = segment.segment_id() if segment else ""

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield every row that is not gone, with its number."""
        for number, fields in self._reader.iter_docs():
            yield number, Row(*fields["row"])

    def gone(self) -> Iterable[int]:
        """Return the numbers of rows that are gone."""
        return list(self._reader.segment().deleted_docs())

    def postings(self, field: str, term: str) -> Postings:
        """Return the rows that hold a term."""
        rows, weights = array("q"), array("f")
        for matcher in self._matches(field, term):
            rows.append(matcher.id())
            weights.append(matcher.weight())
        if not rows:
            return NOWHERE
        return Postings(np.array(rows), np.array(weights))

    def places(self, term: str) -> NDArray[np.int64]:
        """Return where a stem stands."""
        rows, encoded = array("q"), []
        for matcher in self._matches("words", term):
            rows.append(matcher.id())
            encoded.append(matcher.value())
        width = array(_PLACE).itemsize
        numbers = np.array([len(each) // width for each in encoded], dtype=np.int64)
        places = np.frombuffer(b"".join(encoded), dtype=_PLACE)
        return places_of(np.repeat(np.array(rows), numbers), places)

    def _matches(self, field: str, term: str) -> Iterator[Matcher]:
        """Yield the same matcher at one match after another."""
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher
            matcher.next()


@contextmanager
def _damage_named() -> Iterator[None]:
    """Turn whatever Whoosh's readers raise on a damaged file into EngineBroken."""
    try:
        yield
    except EngineError:
        raise
    except LockError as error:
        # Somebody writes who does not know our lock: an older release, perhaps.
        raise EngineBusy(str(error)) from error
    except Exception as error:
        # A file cut short or overwritten surfaces as struct, key, pickle, value or OS
        # errors, depending on the byte; there is no narrower class to name.
        raise EngineBroken(f"{type(error).__name__}: {error}") from error


def _codec() -> W3Codec:
    # Long blocks, lightly packed: a common word is read in a few steps.
    return W3Codec(blocklimit=1024, compression=1)


def _build(directory: Path, rows: Iterator[SearchEntry]) -> None:
    index = whoosh_index.create_in(directory, _schema())
    writer = index.writer(limitmb=256, codec=_codec())
    try:
        for row in rows:
            writer.add_document(**_document(row))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=True)


def _document(row: SearchEntry) -> dict[str, object]:
    words = terms.words_of(row)
    held = terms.row_of(row, words)
    return {
        "pk": str(row.pk),
        "row": tuple(getattr(held, name) for name in Row.__dataclass_fields__),
        "words": words,
        "titles": terms.titles_of(row),
        "starts": terms.starts_of(row),
    }
