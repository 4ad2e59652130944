"""What belongs to a topic, and what becomes of it when the topic joins another."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, OuterRef, Subquery

from forum.following.actions import carry_over, copy_follows
from forum.forum_conversation.models import Topic
from forum.forum_tracking.models import TopicReadTrack

#: These have rules of their own, or stay with the topic that goes.
_APART = frozenset(
    {
        "forum_conversation.post.topic",
        "forum_tracking.topicreadtrack.topic",
        "forum_moderating.closing.topic",
    }
)


def hand_over(source: Topic, target: Topic) -> None:
    """Give `target` what belongs to `source`, whichever app keeps it.

    Tags, links, followers, the mark of a question, a poll, old addresses. Where both have
    what only one can have, the target's stays.
    """
    carry_over(source=source, target=target)
    for model, name in _relations(Topic):
        if f"{model._meta.label_lower}.{name}" not in _APART:
            _repoint(model, name, source.pk, target.pk)
    join_reading(source, target)


def _relations(to: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Return every foreign key to a model, hidden ones and those of lists included."""
    return [
        (relation.related_model, relation.field.name)
        for relation in to._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
    ]


def join_reading(source: Topic, target: Topic) -> None:
    """Let nobody count as having read what they have not.

    Whoever has read both has read the whole as far as the earlier of the two marks.
    """
    of_source = TopicReadTrack.objects.filter(topic=source, user=OuterRef("user"))
    earlier = Subquery(of_source.values("mark_time")[:1])
    TopicReadTrack.objects.filter(topic=target).annotate(there=earlier).filter(
        there__lt=F("mark_time")
    ).update(mark_time=earlier)


def copy_reading(source: Topic, target: Topic) -> None:
    """Let whoever has read or follows `source` have read and follow what came from it."""
    marks = list(TopicReadTrack.objects.filter(topic=source))
    TopicReadTrack.objects.bulk_create(
        [TopicReadTrack(user_id=mark.user_id, topic=target) for mark in marks],
        batch_size=500,
    )
    of_source = TopicReadTrack.objects.filter(topic=source, user=OuterRef("user"))
    # The column sets itself to now when it is made.
    TopicReadTrack.objects.filter(topic=target).update(
        mark_time=Subquery(of_source.values("mark_time")[:1])
    )
    copy_follows(source=source, target=target)


def _repoint(model: type[models.Model], name: str, source: int, target: int) -> None:
    rows = model._base_manager.filter(**{name: source})
    if not rows.exists():
        return
    if not _moved(rows, name, target):
        # Some are there already: the others are moved one by one.
        for pk in list(rows.values_list("pk", flat=True)):
            _moved(model._base_manager.filter(pk=pk), name, target)
    if model._meta.get_field(name).primary_key and not rows.exists():
        for other, other_name in _relations(model):
            _repoint(other, other_name, source, target)


def _moved(rows: Any, name: str, target: int) -> bool:
    try:
        with transaction.atomic():
            rows.update(**{name: target})
    except IntegrityError:
        return False
    return True
