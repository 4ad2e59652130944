"""A change writes its entry once, in its own transaction, however many signals it sends."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from hub.accounts.models import User
from hub.core.models import CareService, Topic
from hub.directory.models import Organisation
from hub.home.models import StandardPage
from hub.search import outbox
from hub.search.models import SearchEntry
from tests.factories import forum as make
from tests.factories.directory import make_organisation
from tests.factories.site import make_home


@pytest.fixture
def rewritten(db, monkeypatch):
    """Every call that writes entries: the keys it was given."""
    calls = []
    rewrite = outbox.rewrite

    def noted(keys, *args, **options):
        calls.append(sorted(keys))
        return rewrite(keys, *args, **options)

    monkeypatch.setattr(outbox, "rewrite", noted)
    return calls


def page_under(parent, title="Rotas"):
    page = parent.add_child(instance=StandardPage(title=title, slug=title.lower()))
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def somebody(**fields):
    return User.objects.create_user("ada@example.org", display_name="Ada", **fields)


def shown() -> dict[str, str]:
    rows = SearchEntry.objects.filter(is_gone=False)
    return dict(rows.values_list("url", "visibility"))


def test_publishing_an_organisation_writes_its_entry_once(
    rewritten, django_assert_max_num_queries
):
    organisation = make_organisation(services=("home_care",), models=("worker",))
    rewritten.clear()
    organisation.name = "Other Care"
    revision = organisation.save_revision()
    assert rewritten == []  # A draft changes no entry.
    # Wagtail's own included: 60 on SQLite, 14 of them for the entry, and two for each kind
    # of row that belongs to an organisation.
    with django_assert_max_num_queries(63):
        revision.publish()
    assert rewritten == [[f"directory.organisation:{organisation.pk}"]]
    assert SearchEntry.objects.get().title == "Other Care"


def test_everything_in_one_transaction_writes_each_entry_once(rewritten, person):
    organisation = make_organisation()
    board, author = make.board(), person()
    rewritten.clear()
    with transaction.atomic():
        topic = make.topic(board, author)
        for _ in range(3):
            make.reply(topic, author)
            organisation.save()
    assert sorted(rewritten) == [
        [f"directory.organisation:{organisation.pk}"],
        [f"forum_conversation.topic:{topic.pk}"],
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_renaming_a_service_takes_the_same_number_of_queries_for_any_number(
    db, number, django_assert_num_queries
):
    for count in range(number):
        make_organisation(f"Care {count}", services=("home_care",))
    service = CareService.objects.get(key="home_care")
    service.label = "Quokka visits"
    with django_assert_num_queries(18):
        service.save()
    assert SearchEntry.objects.filter(body__contains="Quokka").count() == number


@pytest.mark.parametrize("number", [1, 30])
def test_moving_a_page_takes_the_same_number_of_queries_for_any_number_below(
    home, number, django_assert_max_num_queries
):
    page, other = page_under(home), page_under(home, "Other")
    for count in range(number):
        page_under(page, f"Below {count}".replace(" ", "-"))
    page = StandardPage.objects.get(pk=page.pk)
    # 88 on SQLite, 87 on PostgreSQL.
    with django_assert_max_num_queries(90):
        page.move(other, pos="last-child")
    below = [url for url in shown() if url.startswith("/other/rotas/below-")]
    assert len(below) == number


# --- Killed between the change and Wagtail's signal, which comes after the commit -----


@pytest.fixture
def cut_short(monkeypatch):
    """Nobody hears Wagtail's signals: the process died before they were sent."""
    for signal in (page_published, page_unpublished, post_page_move):
        monkeypatch.setattr(signal, "send", lambda *args, **kwargs: [])


def test_unpublished_page_is_gone_though_no_signal_came(home, cut_short):
    page = page_under(home)
    assert shown() == {"/rotas/": "public"}
    page.unpublish()
    assert shown() == {}


def test_moved_page_has_its_new_address_and_key_though_no_signal_came(home, cut_short):
    page, inner = page_under(home), page_under(home, "Inner")
    page_under(page, "Below")
    PageViewRestriction.objects.create(page=inner, restriction_type="login")
    StandardPage.objects.get(pk=page.pk).move(inner, pos="last-child")
    assert shown() == {
        "/inner/": "members",
        "/inner/rotas/": "members",
        "/inner/rotas/below/": "members",
    }


def test_published_page_is_found_with_its_topics_though_no_signal_came(home, cut_short):
    page = home.add_child(instance=StandardPage(title="R", slug="r", live=False))
    page.topics.add(Topic.objects.get(slug="social-value"))
    page.save_revision().publish()
    assert SearchEntry.objects.get().facets == {"topic": ["social-value"]}


def test_restriction_is_not_saved_when_its_entries_cannot_be(
    own_database, client_for, monkeypatch
):
    page = page_under(make_home())
    client = client_for(somebody(is_superuser=True))
    client.raise_request_exception = False

    def killed(*args, **kwargs):
        raise ZeroDivisionError

    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    with monkeypatch.context() as cut:
        cut.setattr(outbox, "rewrite", killed)
        client.post(address, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()
    client.post(address, {"restriction_type": "login"})
    assert shown() == {"/rotas/": "members"}


def test_topic_that_cannot_be_hidden_does_not_move_to_a_hidden_board(
    own_database, monkeypatch
):
    topic = make.topic(make.board(), somebody())
    moved = type(topic).objects.get(pk=topic.pk)
    moved.forum = make.board("Members' room", public=False)

    def killed(*args, **kwargs):
        raise ZeroDivisionError

    with monkeypatch.context() as cut:
        cut.setattr(outbox, "rewrite", killed)
        with pytest.raises(ZeroDivisionError):
            moved.save()
    assert type(topic).objects.get(pk=topic.pk).forum_id == topic.forum_id
    assert SearchEntry.objects.get().visibility == f"board:{topic.forum_id}"


def test_entry_of_a_change_rolled_back_is_rolled_back_with_it(own_database):
    organisation = make_organisation("Before")
    with transaction.atomic():
        organisation.name = "After"
        organisation.save()
        transaction.set_rollback(True)
    with transaction.atomic():
        pass
    assert SearchEntry.objects.get().title == "Before"


def test_change_after_a_block_rolled_back_tells_what_is_in_the_database(own_database):
    organisation = make_organisation("Before")
    with transaction.atomic():
        with transaction.atomic():
            Organisation.objects.get().delete()
            transaction.set_rollback(True)
        organisation.summary = "New summary"
        organisation.save()
    row = SearchEntry.objects.get()
    assert (row.title, row.summary, row.is_gone) == ("Before", "New summary", False)
