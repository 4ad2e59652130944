"""Entries: written with the thing, carried after the commit, never lost."""

import logging
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from hub.search import outbox
from hub.search.carrying import drain, drain_or_leave
from hub.search.engine import EngineBroken, EngineBusy
from hub.search.entries import Entry, Part
from hub.search.models import SearchEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(monkeypatch, engine):
    """What the engine was given, call by call."""
    calls = []
    apply = type(engine).apply

    def noted(self, rows):
        rows = list(rows)
        calls.append([row.key for row in rows])
        apply(self, rows)

    monkeypatch.setattr(type(engine), "apply", noted)
    return calls


@pytest.fixture
def locked(monkeypatch, engine):
    """Another process holds the right to write until `locked.undo()`."""

    def busy(self, patience=None):
        raise EngineBusy("Another process writes.")

    with monkeypatch.context() as held:
        held.setattr(type(engine), "writing", busy)
        yield held


def revisions() -> dict[str, tuple[int, int]]:
    rows = SearchEntry.objects.values_list("key", "revision", "indexed_revision")
    return {key: (revision, indexed) for key, revision, indexed in rows}


def test_same_entry_again_costs_no_revision(engine, write, entry, taken):
    thing = entry(facets={"topic": ("pay", "rotas")})
    write(thing)
    write(thing)
    assert revisions() == {thing.key: (1, 1)}
    assert taken == [[thing.key]]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"summary": "Other"},
        {"body": "Other"},
        {"url": "/other/"},
        {"where": "Other"},
        {"kind": "guide"},
        {"visibility": "members"},
        {"facets": {"topic": ("pay",)}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_is_a_new_revision_and_is_carried(engine, write, entry, change):
    write(entry())
    write(entry(**change))
    assert revisions() == {entry().key: (2, 2)}


def test_rolled_back_change_leaves_nothing(engine, entry, urls, taken):
    with suppress(ZeroDivisionError), transaction.atomic():
        outbox.put(entry(title="Rotas"))
        raise ZeroDivisionError
    drain()
    assert not SearchEntry.objects.exists()
    assert taken == []
    assert urls("rotas") == []


def test_entry_is_carried_after_the_commit_and_once(
    engine, entry, taken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as after:
        for number in range(5):
            outbox.put(entry(number))
        outbox.remove([entry(2).key])
    assert taken == []
    assert len(after) == 1
    after[0]()
    assert len(taken) == 1
    assert SearchEntry.objects.count() == 4


def test_inner_block_rolled_back_does_not_lose_the_drain(
    engine, entry, urls, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with suppress(ZeroDivisionError), transaction.atomic():
            outbox.put(entry(1, "Rotas"))
            raise ZeroDivisionError
        outbox.put(entry(2, "Rotas"))
    assert urls("rotas") == ["/2/"]


def test_removed_thing_leaves_no_words_behind(entry):
    outbox.put(entry(title="Secret", summary="Secret", body="Secret"))
    outbox.remove([entry().key])
    row = SearchEntry.objects.get()
    assert row.is_gone
    assert (row.title, row.summary, row.body) == ("", "", "")


def test_removed_thing_that_comes_back_is_found(engine, write, forget, entry, urls):
    write(entry(title="Rotas"))
    forget(entry())
    assert (urls("rotas"), SearchEntry.objects.count()) == ([], 0)
    write(entry(title="Rotas"))
    assert urls("rotas") == ["/1/"]


def test_removed_and_back_before_the_drain_is_found(engine, write, entry, urls):
    write(entry(title="Rotas"))
    outbox.remove([entry().key], drain=False)
    write(entry(title="Rotas"))
    assert urls("rotas") == ["/1/"]


def test_busy_lock_leaves_entries_for_the_next_drain(
    locked, write, entry, urls, caplog
):
    with caplog.at_level(logging.WARNING, "hub.search"):
        write(entry(1, "Rotas"))
    assert [record.event for record in caplog.records] == ["search.drain.deferred"]
    assert (urls("rotas"), revisions()) == ([], {entry().key: (1, 0)})
    locked.undo()
    write(entry(2, "Rotas"))
    assert urls("rotas") == ["/1/", "/2/"]
    assert not SearchEntry.objects.stale().exists()


def test_change_during_a_drain_is_carried_too(engine, entry, urls, monkeypatch):
    outbox.put(entry(title="Rotas"), drain=False)
    apply = type(engine).apply
    changes = [entry(title="Leases")]

    def change_meanwhile(self, rows):
        apply(self, rows)
        if changes:
            outbox.put(changes.pop(), drain=False)

    monkeypatch.setattr(type(engine), "apply", change_meanwhile)
    drain()
    assert (urls("rotas"), urls("leases")) == ([], ["/1/"])
    assert revisions() == {entry().key: (2, 2)}


def test_thing_that_goes_during_a_drain_stays_until_it_is_dropped(
    engine, entry, urls, monkeypatch
):
    outbox.put(entry(title="Rotas"), drain=False)
    drain()
    outbox.remove([entry().key], drain=False)
    apply = type(engine).apply
    changes = [entry(title="Rotas")]

    def back_meanwhile(self, rows):
        apply(self, rows)
        if changes:
            outbox.put(changes.pop(), drain=False)

    monkeypatch.setattr(type(engine), "apply", back_meanwhile)
    drain()
    assert urls("rotas") == ["/1/"]


def test_killed_drain_is_caught_up_by_the_next(engine, write, entry, urls, monkeypatch):
    def killed(self, rows):
        raise KeyboardInterrupt

    outbox.put(entry(1, "Rotas"), drain=False)
    with monkeypatch.context() as broken:
        broken.setattr(type(engine), "apply", killed)
        with pytest.raises(KeyboardInterrupt):
            drain()
    write(entry(2, "Rotas"))
    assert urls("rotas") == ["/1/", "/2/"]


def test_more_than_a_batch_is_carried_in_batches(engine, entry, taken, monkeypatch):
    monkeypatch.setattr("hub.search.carrying._BATCH", 3)
    for number in range(8):
        outbox.put(entry(number), drain=False)
    assert drain() == 8
    assert [len(batch) for batch in taken] == [3, 3, 2]
    assert drain() == 0


def test_first_write_without_an_index_builds_one(write, entry, urls, own_index):
    assert not own_index.exists()
    write(entry(title="Rotas"))
    assert urls("rotas") == ["/1/"]


def test_engine_that_stays_broken_is_left_to_the_next_drain(
    engine, entry, monkeypatch, caplog
):
    def broken(self, rows):
        raise EngineBroken("No.")

    monkeypatch.setattr(type(engine), "apply", broken)
    monkeypatch.setattr(type(engine), "rebuild", broken)
    outbox.put(entry(), drain=False)
    drain_or_leave()
    assert SearchEntry.objects.stale().count() == 1


def test_text_that_postgres_refuses_is_mended(write, entry, urls):
    write(entry(title="Ro\x00tas", body="a\x00b"))
    assert urls("rotas") == ["/1/"]


def test_drain_command_says_when_another_process_writes(locked):
    with pytest.raises(CommandError, match="EngineBusy"):
        call_command("drain_search_index")


def test_rebuild_command_says_when_another_process_writes(locked):
    with pytest.raises(CommandError, match="Try again"):
        call_command("rebuild_search_index", verbosity=0)


def test_rebuild_command_drops_what_no_source_knows(engine, write, entry, urls, home):
    from hub.home.models import StandardPage

    write(entry(title="Rotas"))
    page = home.add_child(instance=StandardPage(title="Rotas page", slug="rotas"))
    said = StringIO()
    call_command("rebuild_search_index", stdout=said)
    assert urls("rotas") == [page.get_url()]
    assert said.getvalue() == "Search index: 1 entries.\n"
    assert [row.key for row in SearchEntry.objects.all()] == [
        f"home.standardpage:{page.pk}"
    ]


def test_rebuild_if_needed_builds_an_index_that_was_deleted(home, urls, own_index):
    import shutil

    from hub.home.models import StandardPage

    home.add_child(instance=StandardPage(title="Rotas page", slug="rotas"))
    call_command("rebuild_search_index", verbosity=0)
    assert len(urls("rotas")) == 1
    shutil.rmtree(own_index)
    call_command("rebuild_search_index", if_needed=True, verbosity=0)
    assert (own_index / "current").exists()
    assert len(urls("rotas")) == 1


def test_search_command_prints_what_a_visitor_finds(engine, write, entry):
    write(
        entry(1, "Rotas & <teams>", kind="guide"),
        entry(2, "Rotas for members", visibility="members"),
    )
    said = StringIO()
    call_command("search", "rotas", stdout=said)
    assert said.getvalue().split("\n") == [
        "guide          Rotas & <teams>  /1/",
        "1 found.",
        "",
    ]


def test_result_links_to_the_part_that_holds_the_words(put, ask):
    put(
        "A discussion",
        url="/topic/",
        body="Rotas again.",
        parts=(
            Part("Nothing here. " * 30, "/topic/#1"),
            Part("We bought a minibus.", "/topic/#2"),
        ),
    )
    assert ask("minibus").hits[0].url == "/topic/#2"
    assert ask("discussion").hits[0].url == "/topic/"


def test_save_that_waits_goes_on_when_somebody_else_has_carried_its_entry(
    engine, put, monkeypatch
):
    put("Rotas", key="one")
    outbox.put(
        Entry(
            key="one",
            kind="page",
            title="Leases",
            url="/one/",
            changed_at=timezone.now(),
        )
    )
    whole = type(engine).writing

    def somebody_carries_it(self, patience=None):
        monkeypatch.setattr(type(engine), "writing", whole)
        drain()
        raise EngineBusy("Another process writes.")

    monkeypatch.setattr(type(engine), "writing", somebody_carries_it)
    drain_or_leave()
    assert revisions() == {"one": (2, 2)}
