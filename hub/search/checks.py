"""House rule: everything is findable, or says that it need not be."""

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model
from wagtail.documents.models import AbstractDocument
from wagtail.models import DraftStateMixin, get_page_models

from hub.search.sources import source_of


@register
def everything_published_can_be_found(**kwargs: object) -> list[CheckMessage]:
    """Every page type, published record, document and forum thing can be found."""
    return [
        Error(
            f"{model.__name__} cannot be found by the search.",
            hint=(
                "Give it a PageSource or RecordSource in search_sources.py, or say "
                "`searchable = False` on the class."
            ),
            obj=model,
            id="hub.E101",
        )
        for model in _published_models()
        if source_of(model) is None and getattr(model, "searchable", True)
    ]


def _published_models() -> Iterator[type[Model]]:
    """Yield what our editors and members publish.

    Page types, records with drafts, documents, and what has an address in the forum.
    """
    pages = set(get_page_models())
    for model in apps.get_models():
        published = (
            model in pages
            or issubclass(model, DraftStateMixin | AbstractDocument)
            or (model.__module__.startswith("forum.") and _has_address(model))
        )
        if published and _is_ours(model):
            yield model


def _has_address(model: type[Model]) -> bool:
    return callable(getattr(model, "get_absolute_url", None))


def _is_ours(model: type[Model]) -> bool:
    name = apps.get_app_config(model._meta.app_label).name
    return name.split(".")[0] in {"hub", "forum", "casestudies"}
