"""When a thing changes, its entry changes in the same transaction."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Field, Model, QuerySet
from django.db.models.signals import (
    ModelSignal,
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
)
from taggit.models import ItemBase
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from hub.search import outbox
from hub.search.sources import PageSource, RecordSource, Source, all_sources, source_of

Receiver = Callable[..., None]

# Its title stands in the `where` of no page: see PageSource.where.
_HOME_DEPTH = 2


def refresh(source: Source, obj: Model) -> bool:
    """Write or remove the entry of `obj`, whichever its state asks for.

    Return whether that changed anything.
    """
    entry = source.entry(obj)
    if entry is None:
        return outbox.remove([source.key(obj.pk)])
    return outbox.put(entry)


def refresh_by_pk(source: Source, pks: Iterable[Any]) -> None:
    """Read the things again and refresh their entries; what is gone loses its own.

    Read again, because an instance in hand may carry an unsaved draft.
    """
    missing = set(pks)
    for pk, entry in source.entries(source.queryset().filter(pk__in=list(missing))):
        if entry is not None:
            outbox.put(entry)
            missing.discard(pk)
    outbox.remove([source.key(pk) for pk in missing])


def refresh_tree(page: Page, *, inclusive: bool = True) -> None:
    """Refresh the entries of a page and of everything under it."""
    below = Page.objects.descendant_of(page, inclusive=inclusive).values("pk")
    for source in all_sources():
        if isinstance(source, PageSource):
            for one in source.queryset().filter(pk__in=below).iterator(chunk_size=200):
                refresh(source, one)


def connect() -> None:
    """Connect the signals; once, when the app is ready."""
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
        for field in source.model._meta.many_to_many:
            _connect_targets(source, field)
        for other, touched in source.affected_by.items():
            for signal in (post_save, post_delete):
                _listen(source, signal, other, _other_changed(source, touched))
        if isinstance(source, RecordSource):
            _connect_record(source)


def _connect_record(source: RecordSource) -> None:
    for signal in (post_save, published, unpublished):
        _listen(source, signal, source.model, _record_changed(source))
    for field in source.model._meta.many_to_many:
        through = field.remote_field.through
        _listen(source, m2m_changed, through, _relation_changed(source))
        # Tags set on a record are saved as rows of their own, after the record.
        if issubclass(through, ItemBase) and hasattr(through, "content_object"):
            for signal in (post_save, post_delete):
                _listen(source, signal, through, _tag_changed(source))


def _connect_targets(source: Source, field: Field) -> None:
    """Follow the far side: a renamed service or topic is named in many entries."""
    linked = f"_search_{source.model._meta.model_name}_{field.name}"

    def renamed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if kwargs.get("raw") or kwargs.get("created"):
            return
        refresh_by_pk(source, _linked(field, instance))

    def going(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        # Asked now, because its links go before it does.
        setattr(instance, linked, _linked(field, instance))

    def gone(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        refresh_by_pk(source, getattr(instance, linked, ()))

    for signal, receiver in (
        (post_save, renamed),
        (pre_delete, going),
        (post_delete, gone),
    ):
        _listen(
            source, signal, field.related_model, receiver, name=f"target.{field.name}"
        )


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
    page = instance.specific
    source = source_of(type(page))
    if isinstance(source, PageSource):
        # What stands below names what stands above it, and may inherit from it.
        if refresh(source, page):
            refresh_tree(page, inclusive=False)
    elif page.depth > _HOME_DEPTH:
        refresh_tree(page, inclusive=False)


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
        outbox.remove([source.key(instance.pk)])

    return forget


def _record_changed(source: RecordSource) -> Receiver:
    def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            refresh_by_pk(source, [instance.pk])

    return changed


def _relation_changed(source: RecordSource) -> Receiver:
    def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if not kwargs["action"].startswith("post_"):
            return
        if isinstance(instance, source.model):
            refresh_by_pk(source, [instance.pk])
        else:
            refresh_by_pk(source, kwargs["pk_set"] or ())

    return changed


def _tag_changed(source: RecordSource) -> Receiver:
    def changed(sender: type[Model], instance: Any, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            refresh_by_pk(source, [instance.content_object_id])

    return changed


def _other_changed(
    source: Source, touched: Callable[[Any], Iterable[Model]]
) -> Receiver:
    def changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        if not kwargs.get("raw"):
            refresh_by_pk(source, {obj.pk for obj in touched(instance) if obj})

    return changed
