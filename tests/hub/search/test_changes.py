"""What editors and members do shows in the search; each is written with the change."""

import pytest

from hub.core.models import CareService, OwnershipModel
from hub.guidance.models import GuideIndexPage, GuidePage, GuidePartPage
from hub.home.models import StandardPage
from hub.search import outbox
from hub.search.carrying import bring_up_to_date
from hub.search.checks import everything_published_can_be_found
from hub.search.collecting import collect_entries
from hub.search.models import SearchEntry
from hub.search.sources import all_sources, source_of
from tests.factories.directory import make_organisation


@pytest.fixture
def page(engine, home):
    """A published page about rotas."""
    return publish(home.add_child(instance=StandardPage(title="Rotas", slug="rotas")))


def publish(page):
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def found(ask, typed, *keys):
    bring_up_to_date()
    results = ask(typed, *keys)
    assert not results.is_degraded
    return [] if results.is_relaxed else [hit.url for hit in results.hits]


def test_published_page_is_found(page, ask):
    assert found(ask, "rotas") == ["/rotas/"]


def test_draft_is_not_found(engine, home, ask):
    draft = StandardPage(title="Rotas", slug="rotas", live=False)
    home.add_child(instance=draft).save_revision()
    assert found(ask, "rotas") == []


def test_draft_of_a_published_page_is_not_found_until_published(page, ask):
    page.title = "Leases"
    page.save_revision()
    assert (found(ask, "leases"), found(ask, "rotas")) == ([], ["/rotas/"])
    page.save_revision().publish()
    assert (found(ask, "leases"), found(ask, "rotas")) == (["/rotas/"], [])


def test_unpublished_page_is_found_no_more_and_again_when_published(page, ask):
    page.unpublish()
    assert found(ask, "rotas") == []
    publish(page)
    assert found(ask, "rotas") == ["/rotas/"]


def test_deleted_page_and_those_below_it_are_found_no_more(page, ask):
    publish(page.add_child(instance=StandardPage(title="Leases", slug="leases")))
    assert found(ask, "leases") == ["/rotas/leases/"]
    StandardPage.objects.get(pk=page.pk).delete()
    assert found(ask, "rotas") == found(ask, "leases") == []


def test_moved_page_and_those_below_it_are_found_at_the_new_address(page, home, ask):
    publish(page.add_child(instance=StandardPage(title="Leases", slug="leases")))
    other = publish(home.add_child(instance=StandardPage(title="Other", slug="other")))
    StandardPage.objects.get(pk=page.pk).move(other, pos="last-child")
    # What stands below is found by the title above it, too.
    assert found(ask, "rotas") == ["/other/rotas/", "/other/rotas/leases/"]
    assert found(ask, "leases") == ["/other/rotas/leases/"]


def test_new_slug_moves_the_page_and_those_below_it(page, ask):
    publish(page.add_child(instance=StandardPage(title="Leases", slug="leases")))
    page = StandardPage.objects.get(pk=page.pk)
    page.slug = "shifts"
    publish(page)
    assert found(ask, "rotas") == ["/shifts/", "/shifts/leases/"]
    assert found(ask, "leases") == ["/shifts/leases/"]


def test_restricting_a_page_hides_those_below_it(page, ask):
    from wagtail.models import PageViewRestriction

    publish(page.add_child(instance=StandardPage(title="Leases", slug="leases")))
    made = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    assert found(ask, "leases") == []
    assert found(ask, "leases", "members") == ["/rotas/leases/"]
    made.delete()
    assert found(ask, "leases") == ["/rotas/leases/"]


def test_moving_a_page_under_a_restricted_one_hides_it(page, home, ask):
    from wagtail.models import PageViewRestriction

    inner = publish(home.add_child(instance=StandardPage(title="Inner", slug="inner")))
    PageViewRestriction.objects.create(
        page=inner, restriction_type=PageViewRestriction.LOGIN
    )
    assert found(ask, "rotas") == ["/rotas/"]
    page.move(inner, pos="last-child")
    assert found(ask, "rotas") == []
    assert found(ask, "rotas", "members") == ["/inner/rotas/"]


def test_deleting_a_restricted_page_leaves_no_entry(page, ask):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    StandardPage.objects.get(pk=page.pk).delete()
    assert found(ask, "rotas", "members") == []
    assert not SearchEntry.objects.exists()


def test_renamed_guide_shows_in_where_its_parts_stand(engine, home):
    shelf = home.add_child(instance=GuideIndexPage(title="Guides", slug="guides"))
    guide = publish(
        shelf.add_child(instance=GuidePage(title="Starting", slug="s", summary="S."))
    )
    part = publish(guide.add_child(instance=GuidePartPage(title="Rules", slug="r")))
    key = source_of(GuidePartPage).key(part.pk)
    assert SearchEntry.objects.get(key=key).where == "Guides › Starting"

    guide = GuidePage.objects.get(pk=guide.pk)
    guide.title = "Setting up"
    publish(guide)

    assert SearchEntry.objects.get(key=key).where == "Guides › Setting up"


def test_organisation_is_found_by_name_place_and_service(engine, ask):
    make_organisation("Equal Care", services=("home_care",))
    assert found(ask, "equal") == ["/co-ops/equal-care/"]
    assert found(ask, "domiciliary care") == ["/co-ops/equal-care/"]


def test_draft_organisation_is_not_found(engine, ask):
    make_organisation("Equal Care", live=False)
    assert found(ask, "equal") == []


def test_unpublished_and_deleted_organisations_are_found_no_more(engine, ask):
    unpublished, deleted = (
        make_organisation("Equal One"),
        make_organisation("Equal Two"),
    )
    assert len(found(ask, "equal")) == 2
    unpublished.unpublish()
    deleted.delete()
    assert found(ask, "equal") == []


def test_renamed_service_is_found_in_what_offers_it(engine, ask):
    make_organisation("Equal Care", services=("home_care",))
    service = CareService.objects.get(key="home_care")
    service.label = "Quokka visits"
    service.save()
    assert found(ask, "quokka") == ["/co-ops/equal-care/"]


def test_relation_set_from_either_side_is_found(engine, ask):
    organisation = make_organisation("Equal Care")
    model = OwnershipModel.objects.create(key="quokka", label="Quokka", position=99)
    organisation.ownership_models.add(model)
    organisation.save()
    assert found(ask, "quokka") == ["/co-ops/equal-care/"]


def test_topic_set_and_taken_away_shows_in_the_facets(engine):
    from hub.core.models import Topic

    organisation = make_organisation("Equal Care")
    organisation.topics.add(Topic.objects.get(slug="social-value"))
    organisation.save()
    row = SearchEntry.objects.get()
    assert row.facets["topic"] == ["social-value"]
    organisation.topics.clear()
    organisation.save()
    row.refresh_from_db()
    assert row.facets["topic"] == []


def test_entries_of_one_transaction_are_carried_once(
    engine, home, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(3):
            publish(
                home.add_child(
                    instance=StandardPage(title=f"Rotas {number}", slug=f"r{number}")
                )
            )
    drains = [one for one in callbacks if one.__name__ == "drain_or_leave"]
    assert len(drains) == 1


# --- Collecting everything again ------------------------------------------------------


def test_collecting_restores_lost_entries_and_removes_left_over_ones(page, put, ask):
    SearchEntry.objects.filter(url="/rotas/").delete()
    put("Rotas of old", key="nothing:1")
    assert collect_entries() == 1
    assert found(ask, "rotas") == ["/rotas/"]


def test_collecting_keeps_what_is_published_meanwhile(page, home, ask):
    def publish_one_at_the_end(things):
        yield from things
        publish(home.add_child(instance=StandardPage(title="Rotas too", slug="two")))

    collect_entries(publish_one_at_the_end)
    assert set(found(ask, "rotas")) == {"/rotas/", "/two/"}


def test_collecting_what_is_unchanged_leaves_nothing_to_carry(page):
    bring_up_to_date()
    collect_entries()
    assert not SearchEntry.objects.stale().exists()


def test_every_source_names_its_entries_by_its_own_key(starter_content, engine):
    for source in all_sources():
        things = list(source.queryset()[:3])
        # The starter content has no documents of its own, and nobody joins with it.
        assert things or source.kind in ("document", "newsletter", "person"), source
        for thing in things:
            entry = source.entry(thing)
            assert entry is None or entry.key == source.key(thing.pk)


# --- House rule -----------------------------------------------------------------------


def test_check_names_a_page_type_that_cannot_be_found(monkeypatch):
    monkeypatch.setattr("hub.search.checks.source_of", lambda model: None)
    named = {error.obj for error in everything_published_can_be_found()}
    assert StandardPage in named


def test_check_finds_nothing_amiss_today():
    assert everything_published_can_be_found() == []


def test_remove_of_what_is_not_there_changes_nothing(engine):
    assert outbox.remove(["nothing:1"]) is False
