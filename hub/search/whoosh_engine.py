"""The embedded engine: the only module that knows Whoosh.

The index lives under one folder: a directory for each generation, and a file `current`
that names the one in use and is replaced atomically. One process writes at a time,
under a file lock; every thread reads with a searcher of its own, renewed when the
index has changed. Filters and counts come from arrays held for each state of the
index, in one pass over the matches.
"""

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.index import LockError
from whoosh.searching import Searcher

from hub.search import tuning
from hub.search.engine import (
    Beginning,
    EngineBroken,
    EngineBusy,
    EngineError,
    Matches,
    Request,
)
from hub.search.facets import FacetCounts, values_of
from hub.search.models import SearchEntry
from hub.search.queries import Phrase, Question, Wanted
from hub.search.words import words_in

# How long a request waits for another process to finish writing before it leaves its
# entries to the next drain.
_PATIENCE_SECONDS = 2.0
_CURRENT = "current"
# Begins the name of every directory. Change it with the schema or with how words are
# compared (words.py): an index of another format is not read, but built anew.
_FORMAT = "format2x"


class StemTokenizer(Tokenizer):
    """Hands Whoosh the hub's own words, with their positions."""

    def __call__(
        self, value: str, positions: bool = False, start_pos: int = 0, **options: object
    ) -> Iterator[Token]:
        """Yield one token for each word of `value`."""
        token = Token(positions=positions, **options)
        for place, word in enumerate(words_in(value)):
            token.text = word.stem
            token.boost = 1.0
            token.stopped = False
            token.pos = start_pos + place
            token.startchar, token.endchar = word.start, word.end
            yield token

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    __hash__ = None


def _schema() -> Schema:
    stems = StemTokenizer()
    return Schema(
        pk=ID(unique=True, stored=True),
        facets=STORED,
        visibility=STORED,
        **{
            name: TEXT(analyzer=stems, phrase=True)
            for name in ("title", "summary", "body")
        },
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """What filters and counts need of every document, by document number."""

    pks: list[int]
    values: list[Mapping[str, tuple[str, ...]]]
    visibilities: list[str]


class WhooshEngine:
    """The index under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own = threading.local()
        self._columns: dict[tuple[str, int], Columns] = {}
        self._lock = FileLock(folder / "writer.lock", timeout=_PATIENCE_SECONDS)

    # --- Writing ---------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write; raises EngineBusy after two seconds' waiting."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
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
            writer = self._open().writer()
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
        """Open the index and read what is stored of every document."""
        with _damage_named():
            self._columns_of(*self._searcher())

    def find(self, request: Request) -> Matches:
        """Answer a request in one pass over the matches."""
        with _damage_named():
            name, searcher = self._searcher()
            columns = self._columns_of(name, searcher)
            wanted = _query_of(request.question, needs_all=request.needs_all)
            counted = FacetCounts(request.chosen)
            scored: list[tuple[float, int]] = []
            for number, score in _matches(searcher, wanted):
                pk = columns.pks[number]
                if (
                    columns.visibilities[number] not in request.visible
                    or pk in request.hidden
                ):
                    continue
                values = columns.values[number]
                if counted.take(values):
                    boost = tuning.current().kind_boosts.get(values["kind"][0], 1.0)
                    scored.append((score * boost, -pk))
        best = nlargest(request.first + request.number, scored)[request.first :]
        return Matches(
            [-pk for _, pk in best], len(scored), counted.reach, counted.counts()
        )

    def suggest(self, beginning: Beginning) -> Sequence[int]:
        """Return entries whose titles begin as typed."""
        return []

    def _searcher(self) -> tuple[str, Searcher]:
        """Return this thread's searcher over the index as it is now."""
        name = self._current_name()
        held = getattr(self._own, "held", None)
        if held is None or held[0] != name or not held[1].up_to_date():
            # Never Searcher.refresh(): in Whoosh-Reloaded 2.7.5 it takes the segments
            # of the old reader along (index.py, FileIndex._reader), so that what was
            # removed, changed or hidden since would still be found and counted.
            held = (name, self._open().searcher())
            self._own.held = held
        return held

    def _columns_of(self, name: str, searcher: Searcher) -> Columns:
        state = (name, searcher.reader().generation())
        columns = self._columns.get(state)
        if columns is None:
            columns = _read_columns(searcher)
            # Only the newest state is asked for again.
            self._columns = {state: columns}
        return columns

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


def _build(directory: Path, rows: Iterator[SearchEntry]) -> None:
    writer = whoosh_index.create_in(directory, _schema()).writer(limitmb=256)
    try:
        for row in rows:
            writer.add_document(**_document(row))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=True)


def _document(row: SearchEntry) -> dict[str, object]:
    return {
        "pk": str(row.pk),
        "facets": values_of(row),
        "visibility": row.visibility,
        "title": row.title,
        "summary": row.summary,
        "body": f"{row.where}\n{row.body}",
    }


def _read_columns(searcher: Searcher) -> Columns:
    total = searcher.doc_count_all()
    columns = Columns([0] * total, [{}] * total, [""] * total)
    for number, fields in searcher.reader().iter_docs():
        columns.pks[number] = int(fields["pk"])
        columns.values[number] = fields["facets"]
        columns.visibilities[number] = fields["visibility"]
    return columns


def _matches(
    searcher: Searcher, wanted: whoosh_query.Query
) -> Iterator[tuple[int, float]]:
    """Yield (document number, score) of every match."""
    context = searcher.context()
    for part, offset in searcher.leaf_searchers():
        matcher = wanted.matcher(part, context)
        while matcher.is_active():
            yield matcher.id() + offset, matcher.score()
            matcher.next()


def _query_of(question: Question, *, needs_all: bool) -> whoosh_query.Query:
    parts = [_any_way(wanted) for wanted in question.wanted]
    found = whoosh_query.And(parts) if needs_all else whoosh_query.Or(parts)
    if not question.unwanted:
        return found.normalize()
    unwanted = whoosh_query.Or([_any_way((phrase,)) for phrase in question.unwanted])
    return whoosh_query.AndNot(found, unwanted).normalize()


def _any_way(wanted: Wanted) -> whoosh_query.Query:
    return whoosh_query.Or(
        [
            _in_field(name, boost, phrase)
            for phrase in wanted
            for name, boost in tuning.current().field_boosts.items()
        ]
    )


def _in_field(name: str, boost: float, phrase: Phrase) -> whoosh_query.Query:
    if len(phrase) == 1:
        return whoosh_query.Term(name, phrase[0], boost=boost)
    return whoosh_query.Phrase(name, list(phrase), boost=boost)
