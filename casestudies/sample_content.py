"""Load the starter case studies."""

from pathlib import Path

from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from hub.core.models import Audience, CareService, OwnershipModel, SupportedGroup, Topic
from hub.core.sample import by_keys, place_page, read_entry, story_from_markdown
from hub.directory.models import Organisation
from hub.home.models import HomePage
from hub.places.models import Council
from hub.procurement.models import ClausePage

AFTER = ("home", "directory", "procurement")

_FOLDER = Path(__file__).parent / "sample"
_PLAIN = (
    "title",
    "summary",
    "country",
    "nation",
    "place",
    "headline_figure",
    "headline_label",
)
_MANY = {
    "services": (CareService, "key"),
    "people_supported": (SupportedGroup, "key"),
    "ownership_models": (OwnershipModel, "key"),
    "audiences": (Audience, "key"),
    "topics": (Topic, "slug"),
    "clauses": (ClausePage, "slug"),
}


def load() -> None:
    """Add each case study that is not there yet; an edited one is left alone."""
    index = place_page(
        HomePage.objects.get(),
        CaseStudyIndexPage,
        slug="case-studies",
        title="Case studies",
        summary=(
            "What co-operative and employee-owned care has changed, with the evidence "
            "for each claim and how strong it is."
        ),
        show_in_menus=True,
    )
    entries = [(path, *read_entry(path)) for path in _FOLDER.glob("*.md")]
    # Newest first on the site, so the last in order is published first.
    for path, front, body in sorted(
        entries, key=lambda entry: entry[1]["order"], reverse=True
    ):
        _place(index, path.stem, front, body)


def _place(index: CaseStudyIndexPage, slug: str, front: dict, body: str) -> None:
    if CaseStudyPage.objects.child_of(index).filter(slug=slug).exists():
        return
    values = {name: front[name] for name in _PLAIN if name in front}
    if name := front.get("organisation"):
        values["organisation"] = by_keys(Organisation, [name], field="slug")[0]
    if name := front.get("council"):
        values["council"] = by_keys(Council, [name], field="name")[0]
    place_page(
        index,
        CaseStudyPage,
        slug=slug,
        many={
            name: by_keys(model, front.get(name, []), field=field)
            for name, (model, field) in _MANY.items()
        },
        rows={"outcomes": front.get("outcomes", []), "sources": front["sources"]},
        body=story_from_markdown(body),
        **values,
    )
