"""What the engine over Wagtail's database backends keeps, and what it leaves alone."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.search.models import IndexEntry

from hub.search.backend_engine.locks import WritingLock
from hub.search.engine import EngineBroken, EngineBusy, get_engine
from hub.search.models import IndexedEntry, IndexState
from tests.hub.search.engines import ask, row, with_tables

pytestmark = [pytest.mark.django_db, with_tables]


def texts() -> int:
    """How many texts of ours Wagtail's table holds."""
    model = IndexedEntry._meta.model_name
    return IndexEntry.objects.filter(content_type__model=model).count()


def test_index_that_was_never_built_is_broken(engine):
    IndexState.objects.all().delete()
    with pytest.raises(EngineBroken):
        engine.find(ask("rotas"))
    with engine.writing(), pytest.raises(EngineBroken):
        engine.apply([row(1, "Rotas")])
    with pytest.raises(EngineBroken):
        engine.check()


def test_index_of_another_format_is_broken_until_it_is_built_again(engine):
    IndexState.objects.update(format="0")
    with pytest.raises(EngineBroken):
        engine.find(ask("rotas"))
    engine.rebuild(iter([row(1, "Rotas")]))
    assert list(engine.find(ask("rotas")).ids) == [1]


def test_rebuilds_leave_nothing_of_earlier_ones(engine):
    for _ in range(3):
        engine.rebuild(iter([row(1, "Rotas"), row(2, "Rotas")]))
    assert (IndexedEntry.objects.count(), texts()) == (2, 2)


def test_rebuild_that_fails_leaves_nothing_of_itself(engine):
    engine.rebuild(iter([row(1, "Rotas")]))

    def rows():
        for pk in range(1, 700):  # more than is written at once
            yield row(pk, "Rotas")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(rows())
    assert (IndexedEntry.objects.count(), texts()) == (1, 1)
    assert engine.find(ask("rotas")).total == 1


def test_entry_that_is_gone_leaves_no_words_behind(engine):
    engine.apply([row(1, "Rotas")])
    engine.apply([row(1, "", is_gone=True)])
    assert texts() == 0


def test_entry_that_comes_back_is_found_again(engine):
    engine.apply([row(1, "Rotas")])
    engine.apply([row(1, "", is_gone=True)])
    engine.apply([row(1, "Rotas again")])
    assert list(engine.find(ask("rotas")).ids) == [1]


def test_another_process_learns_of_every_change(engine):
    other = type(engine)(engine._texts, engine._lock)
    engine.apply([row(pk, "Rotas") for pk in (1, 2, 3)])
    assert other.find(ask("rotas")).total == 3
    engine.apply([row(1, "Rotas", visibility="members"), row(2, "", is_gone=True)])
    engine.apply([row(4, "Rotas", kind="guide")])
    matches = other.find(ask("rotas"))
    assert set(matches.ids) == {3, 4}
    assert matches.counts["kind"] == {"page": 1, "guide": 1}
    engine.rebuild(iter([row(9, "Rotas")]))
    assert list(other.find(ask("rotas")).ids) == [9]


def test_change_between_finding_and_counting_is_seen_before_counting(
    engine, monkeypatch
):
    engine.apply([row(1, "Rotas"), row(2, "Rotas")])
    assert engine.find(ask("rotas")).total == 2
    match = engine._texts.match
    meanwhile = [[row(1, "Rotas", visibility="members")]]

    def overtaken(*args, **options):
        found = match(*args, **options)
        if meanwhile:
            engine.apply(meanwhile.pop())
        return found

    monkeypatch.setattr(engine._texts, "match", overtaken)
    assert list(engine.find(ask("rotas")).ids) == [2]


def test_wagtails_own_index_and_commands_leave_ours_alone(engine, home):
    engine.apply([row(1, "Rotas")])
    call_command("update_index", verbosity=0)
    assert list(engine.find(ask("rotas")).ids) == [1]
    assert texts() == 1
    found = type(home).objects.all().search("hub")
    assert [page.pk for page in found] == [home.pk]


def test_whoosh_in_use_writes_nothing_into_wagtails_index(engine, settings):
    settings.SEARCH_URL = "whoosh:"
    whoosh = get_engine()
    whoosh.rebuild(iter([row(1, "Rotas")]))
    row(2, "Rotas").save()
    assert (IndexedEntry.objects.count(), texts()) == (0, 0)


def test_very_long_text_is_taken_and_found_by_its_first_words(engine):
    body = "rotas " + " ".join(f"word{number}" for number in range(150_000))
    engine.apply([row(1, "Long", body=body)])
    assert list(engine.find(ask("rotas")).ids) == [1]


def test_many_matches_are_all_counted_and_the_title_goes_first(engine):
    engine.apply([row(pk, "Other", body="About rotas") for pk in range(1, 500)])
    engine.apply([row(999, "Rotas", body="About them")])
    pages = [engine.find(ask("rotas", first=at, number=50)) for at in range(0, 500, 50)]
    found = [pk for page in pages for pk in page.ids]
    assert {page.total for page in pages} == {500}
    assert found[0] == 999
    assert sorted(found) == [*range(1, 500), 999]


def test_relaxed_answer_puts_what_holds_more_of_it_first(engine):
    engine.apply([row(pk, "Other", body="rotas") for pk in range(1, 400)])
    engine.apply([row(999, "Other", body="rotas leases")])
    engine.apply([row(998, "Other", body="leases")])
    ids = engine.find(ask("rotas leases york", needs_all=False)).ids
    assert list(ids[:2]) == [999, 998]


def test_second_writer_is_told_that_it_is_busy(engine, tmp_path):
    lock = WritingLock(tmp_path / "search" / "writer.lock")
    held, done = threading.Event(), threading.Event()

    def hold():
        with lock.held():
            held.set()
            done.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    try:
        with pytest.raises(EngineBusy), engine.writing():
            pass
    finally:
        done.set()
        holder.join()
    with engine.writing():
        pass
