"""When a thing changes, its entry changes in the same transaction."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Field, Model, QuerySet
from django.db.models.signals import (
    ModelSignal,
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
)
from taggit.models import GenericTaggedItemBase, ItemBase
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from hub.search.refreshing import refresh, refresh_tree
from hub.search.sources import RecordSource, Source, all_sources, source_of

Receiver = Callable[..., None]

# What Wagtail saves of a thing when a draft, a lock or a workflow changes.
_BOOKKEEPING = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
    }
)
# Its title stands in the `where` of no page: see PageSource.where.
_HOME_DEPTH = 2


def connect() -> None:
    """Connect the signals; once, when the app is ready."""
    for page_type in (Page, *get_page_models()):
        # Saving is one transaction; the signals below come when it has ended.
        post_save.connect(
            _page_changed,
            sender=page_type,
            dispatch_uid=f"search.{page_type._meta.label_lower}.page_saved",
        )
    page_published.connect(_page_changed, dispatch_uid="search.page_published")
    page_unpublished.connect(_page_changed, dispatch_uid="search.page_unpublished")
    page_slug_changed.connect(_page_moved, dispatch_uid="search.page_slug_changed")
    post_page_move.connect(_page_moved, dispatch_uid="search.post_page_move")
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(
            _restricted,
            sender=PageViewRestriction,
            dispatch_uid=f"search.restriction.{name}",
        )
    for source in all_sources():
        _listen(source, post_delete, source.model, _forget(source))
        for field in _relations(source.model):
            _connect_targets(source, field)
        for other, touched in source.affected_by.items():
            _follow(
                source,
                other,
                lambda instance, touched=touched: {
                    obj.pk for obj in touched(instance) if obj
                },
            )
        if isinstance(source, RecordSource):
            _connect_record(source)


def _relations(model: type[Model]) -> list[Field]:
    """Return the many-to-many and tag relations; Wagtail's own tags are in no entry."""
    return [
        field
        for field in model._meta.many_to_many
        if not issubclass(field.remote_field.through, GenericTaggedItemBase)
    ]


def _connect_record(source: RecordSource) -> None:
    for signal in (post_save, published, unpublished):
        _listen(source, signal, source.model, _record_changed(source))
    for field in _relations(source.model):
        through = field.remote_field.through
        _listen(source, m2m_changed, through, _relation_changed(source))
        # Tags set on a record are saved as rows of their own, after the record.
        if issubclass(through, ItemBase) and hasattr(through, "content_object"):
            for signal in (post_save, post_delete):
                _listen(source, signal, through, _tag_changed(source))


def _connect_targets(source: Source, field: Field) -> None:
    """Follow the far side: a renamed service or topic is named in many entries."""
    _follow(
        source,
        field.related_model,
        lambda target: _linked(field, target),
        name=f"target.{field.name}",
    )


def _follow(
    source: Source,
    other: type[Model],
    linked: Callable[[Any], set[Any]],
    *,
    name: str = "own",
) -> None:
    """Refresh the things linked to a record of `other` when it changes or goes."""
    noted = f"_search_{source.model._meta.model_name}_{name}"

    def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            refresh(source, linked(instance))

    def going(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        # Asked now, because its links go before it does.
        setattr(instance, noted, linked(instance))

    def gone(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        refresh(source, getattr(instance, noted, ()))

    for signal, receiver in (
        (post_save, changed),
        (pre_delete, going),
        (post_delete, gone),
    ):
        _listen(source, signal, other, receiver, name=name)


def _linked(field: Field, target: Model) -> set[Any]:
    """Return the keys of the things whose `field` points to `target`."""
    through = field.remote_field.through
    if issubclass(through, ItemBase):
        # Not through the field: taggit joins page types on a column they do not have.
        rows = through._default_manager.filter(tag=target)
        return set(rows.values_list("content_object_id", flat=True))
    rows = field.model._default_manager.filter(**{field.name: target})
    return set(rows.values_list("pk", flat=True))


def _listen(
    source: Source,
    signal: ModelSignal,
    sender: type[Model],
    receiver: Receiver,
    *,
    name: str = "own",
) -> None:
    # The receivers are closures that nobody else holds, so the signal must.
    uid = f"search.{source.model._meta.label_lower}.{name}"
    signal.connect(receiver, sender=sender, weak=False, dispatch_uid=uid)


def _page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if kwargs.get("raw") or _is_bookkeeping(kwargs.get("update_fields")):
        return
    page_type = instance.specific_class
    source = page_type and source_of(page_type)
    if source:
        refresh(source, [instance.pk])
    elif instance.depth > _HOME_DEPTH:
        refresh_tree(instance)


def _is_bookkeeping(fields: Collection[str] | None) -> bool:
    """Say whether a save wrote nothing that an entry holds: a draft, or a lock."""
    return fields is not None and _BOOKKEEPING.issuperset(fields)


def _page_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    refresh_tree(instance)


def _restricted(
    sender: type[Model],
    instance: PageViewRestriction,
    origin: Model | QuerySet | None = None,
    **kwargs: Any,
) -> None:
    # A restriction that goes with its page says nothing about who may find the page.
    came_from = origin.model if isinstance(origin, QuerySet) else type(origin)
    if issubclass(came_from, Page):
        return
    if page := Page.objects.filter(pk=instance.page_id).first():
        refresh_tree(page)


def _forget(source: Source) -> Receiver:
    def forget(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        refresh(source, [instance.pk])

    return forget


def _record_changed(source: RecordSource) -> Receiver:
    def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if not kwargs.get("raw") and not _is_bookkeeping(kwargs.get("update_fields")):
            refresh(source, [instance.pk])

    return changed


def _relation_changed(source: RecordSource) -> Receiver:
    def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if not kwargs["action"].startswith("post_"):
            return
        if isinstance(instance, source.model):
            refresh(source, [instance.pk])
        else:
            refresh(source, kwargs["pk_set"] or ())

    return changed


def _tag_changed(source: RecordSource) -> Receiver:
    def changed(sender: type[Model], instance: Any, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            refresh(source, [instance.content_object_id])

    return changed
