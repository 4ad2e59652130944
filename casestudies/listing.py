"""What the case study pages show beside their own fields."""

from django.core.paginator import Paginator
from django.http import HttpRequest

from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from hub.core.chosen import saved
from hub.core.models import Audience, CareService, OwnershipModel, Topic
from hub.core.visibility import Asker, pages_visible_to
from hub.core.vocabulary import Nation
from hub.search.narrowing import NarrowedList, Question, page_of
from hub.search.section import keep_found, words_of

PAGE_SIZE = 12


def questions() -> list[Question]:
    """Return what the list may be narrowed by, in the order shown."""
    return [
        Question("model", "Ownership", "ownership_models__key", _terms(OwnershipModel)),
        Question("service", "Service", "services__key", _terms(CareService)),
        Question(
            "topic",
            "Topic",
            "page_topics__tag__slug",
            [(topic.slug, topic.name) for topic in Topic.objects.all()],
        ),
        Question("nation", "Nation", "nation", Nation.choices),
        Question("audience", "Written for", "audiences__key", _terms(Audience)),
    ]


def listing_context(page: CaseStudyIndexPage, request: HttpRequest) -> dict:
    """Return the case studies that this person may see, narrowed by the address."""
    stories = CaseStudyPage.objects.child_of(page)
    visible = pages_visible_to(request.user, stories).newest()
    words = words_of(request.GET)
    found = keep_found(visible, words, kind="case_study", user=request.user)
    narrowed = NarrowedList(found, questions(), request.GET, kept={"q": words})
    paginator = Paginator(narrowed.results().for_cards(), PAGE_SIZE)
    return {
        "stories": page_of(paginator, request.GET.get("page")),
        "facets": narrowed.facets(),
        "chips": narrowed.chips(),
        "words": words,
        "hidden": narrowed.as_pairs(),
    }


def story_context(page: CaseStudyPage, request: HttpRequest) -> dict:
    """Return the story's facts, outcomes and relations."""
    organisation = page.organisation
    return {
        "organisation": organisation if organisation and organisation.live else None,
        "outcomes": page.outcomes.all(),
        "sources": page.sources.all(),
        "services": page.services.all(),
        "people_supported": page.people_supported.all(),
        "ownership_models": page.ownership_models.all(),
        "clauses": pages_visible_to(request.user, saved(page.clauses)),
    }


def newest_stories(user: Asker, number: int) -> list[CaseStudyPage]:
    """Return the newest case studies that `user` may see, for the home page."""
    visible = pages_visible_to(user, CaseStudyPage.objects.all())
    return list(visible.newest().for_cards()[:number])


def _terms(model: type) -> list[tuple[str, str]]:
    return list(model.objects.values_list("key", "label"))
