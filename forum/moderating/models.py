"""What moderation leaves behind: a log, old addresses, warnings, suspensions."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

#: So long a moved topic is announced on the board where it stood.
MOVED_SHOWN_FOR = timedelta(days=14)


class AppendOnly(TypeError):
    """The log is written to its end, never over."""


class ActQuerySet(models.QuerySet):
    """The log, and the two things that are ever taken out of it."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: what was noted stays as it was noted. Raises AppendOnly."""
        raise AppendOnly("The log of moderation is not written over.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse, likewise. Raises AppendOnly."""
        raise AppendOnly("The log of moderation is not deleted.")

    def forget_words(self) -> int:
        """Take the words of removed messages out of these rows; the rest stays."""
        return super().update(words="")

    def forget_person(self, person: Any) -> None:
        """Take a person out of the log: what was done with their words, and by them."""
        models.QuerySet.update(
            self.filter(person=person), person=None, words="", reason=""
        )
        models.QuerySet.update(self.filter(actor=person), actor=None)


class Act(models.Model):
    """Something that a moderator did: who, what, to what and to whose, when and why.

    Written in the transaction of the act itself. Topics and posts may be gone later, so
    they are named by number and subject and not by a relation.
    """

    class Kind(models.TextChoices):
        """What was done."""

        APPROVE = "approve", "Approved a message"
        DECLINE = "decline", "Declined a message"
        EDIT = "edit", "Edited somebody’s message"
        REMOVE = "remove", "Deleted a message"
        LOCK = "lock", "Locked a topic"
        UNLOCK = "unlock", "Unlocked a topic"
        PIN = "pin", "Pinned a topic"
        UNPIN = "unpin", "Unpinned a topic"
        MOVE = "move", "Moved a topic"
        SPLIT = "split", "Split a topic"
        MERGE = "merge", "Merged topics"
        DELETE = "delete", "Deleted a topic"
        WARN = "warn", "Warned a member"
        SUSPEND = "suspend", "Suspended a member"
        LIFT = "lift", "Lifted a suspension"
        RESOLVE = "resolve", "Closed a report"

    kind = models.CharField(max_length=10, choices=Kind)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="moderated_acts",
        help_text="Whose message, topic or account it was.",
    )
    board = models.ForeignKey("forum.Forum", models.SET_NULL, null=True)
    to_board = models.ForeignKey(
        "forum.Forum", models.SET_NULL, null=True, related_name="+"
    )
    topic_number = models.PositiveBigIntegerField(null=True)
    post_number = models.PositiveBigIntegerField(null=True)
    subject = models.CharField(max_length=255, blank=True)
    reason = models.TextField(blank=True)
    words = models.TextField(
        blank=True, help_text="What was removed; kept for a limited time."
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["board", "-made_at"], name="acts_on_a_board_by_age")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, once. Raises AppendOnly."""
        if not self._state.adding:
            raise AppendOnly("The log of moderation is not written over.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse. Raises AppendOnly."""
        raise AppendOnly("The log of moderation is not deleted.")


class FormerPlaceQuerySet(models.QuerySet):
    """Reads of old addresses."""

    def made_lately(self, board: Any) -> Self:
        """Keep those of topics that left `board` lately."""
        return self.filter(board=board, made_at__gt=timezone.now() - MOVED_SHOWN_FOR)

    def shown_on(self, board: Any, readable: list[int]) -> Self:
        """Keep what left `board` lately and now stands on a board of `readable`."""
        return (
            self.made_lately(board)
            .filter(topic__forum__in=readable, topic__approved=True)
            .exclude(topic__forum=board)
            .select_related("topic__forum")
            .order_by("-made_at", "-pk")
        )


class FormerPlace(models.Model):
    """A topic once had this number on this board: its old address leads to `topic`."""

    board = models.ForeignKey(
        "forum.Forum", models.CASCADE, related_name="former_topics"
    )
    number = models.PositiveBigIntegerField("number of the topic there")
    topic = models.ForeignKey(
        "forum_conversation.Topic", models.CASCADE, related_name="former_places"
    )
    was_public = models.BooleanField(
        help_text="Whether visitors could read the board when the topic left it."
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = FormerPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "number"], name="one_topic_at_each_old_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.board}, {self.number}"


class Closing(models.Model):
    """Why a topic is locked, in a sentence that its readers see."""

    topic = models.OneToOneField(
        "forum_conversation.Topic",
        models.CASCADE,
        primary_key=True,
        related_name="closing",
    )
    sentence = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.sentence


class Rule(models.TextChoices):
    """The parts of what members have agreed to."""

    PRIVATE = "private", "Tell nothing private about a person"
    KIND = "kind", "Be kind: nobody is insulted or threatened"
    SAFE = "safe", "Put nobody at risk"
    NO_ADVERTISING = "advertising", "No advertising and no spam"
    OTHER = "other", "Something else that we have agreed"


class MemberWarning(models.Model):
    """Moderators told a member in private that something broke the agreement."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_warnings"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    rule = models.CharField("what was broken", max_length=12, choices=Rule)
    words = models.TextField("message to the member", max_length=2_000)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_rule_display()}"


class SuspensionQuerySet(models.QuerySet):
    """Reads of suspensions."""

    def in_force(self) -> Self:
        """Keep those that hold now: they end by themselves."""
        return self.filter(lifted_at=None, ends_at__gt=timezone.now())


class Suspension(models.Model):
    """Until `ends_at` a member reads the forum and writes nothing."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_suspensions"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField("reason, told to the member", max_length=2_000)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        # The one that keeps them longest comes first.
        ordering = ["-ends_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "ends_at"], name="suspensions_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} until {self.ends_at:%d %B %Y}"

    @property
    def until(self) -> str:
        """When it ends, as people read it."""
        return date_format(timezone.localtime(self.ends_at), "j F Y, H:i")

    @property
    def is_in_force(self) -> bool:
        """Whether it holds now."""
        return self.lifted_at is None and self.ends_at > timezone.now()


class BoardSetting(models.Model):
    """What a board is beyond machina's columns. Who may do what is rows elsewhere."""

    class Readers(models.TextChoices):
        """Who the board is for; the permission rows follow from it."""

        PUBLIC = "public", "Everybody may read, members write"
        MEMBERS = "members", "Members only"
        GROUPS = "groups", "Private: only the groups chosen below"

    class State(models.TextChoices):
        """Whether the board is in use."""

        OPEN = "open", "Open"
        CLOSED = "closed", "Closed: it can be read, only moderators write"
        ARCHIVED = (
            "archived",
            "Archived: it can be read, nobody writes, and it leaves the list",
        )

    board = models.OneToOneField(
        "forum.Forum", models.CASCADE, primary_key=True, related_name="setting"
    )
    readers = models.CharField(max_length=8, choices=Readers, default=Readers.MEMBERS)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    premoderated = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.board}: {self.get_readers_display()}"
