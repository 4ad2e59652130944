"""Files of messages."""

import re
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from forum.files.storage import PrivateStorage, random_name
from hub.media.kinds import KINDS, Kind

#: So many files fit on a message.
MOST_FILES = 5


#: What `new_token` can return; nothing else is worth looking for.
_TOKEN = re.compile(r"[\w-]{1,43}", re.ASCII)


def new_token() -> str:
    """Return what stands for a file in addresses: nobody can guess another's."""
    return secrets.token_urlsafe(24)


def is_token(text: str) -> bool:
    """Say whether `text` could be a token: PostgreSQL takes no NUL even to look for it."""
    return _TOKEN.fullmatch(text) is not None


class PostFileQuerySet(models.QuerySet["PostFile"]):
    """Files, and which of them wait."""

    def waiting_of(self, person: models.Model) -> "PostFileQuerySet":
        """Return what `person` has sent with messages that are not posted yet."""
        return self.filter(post=None, uploaded_by=person)


class PostFile(models.Model):
    """A file of a message; one that waits until its message is posted has none yet.

    `number` is what the message's text calls it, and stays when other files go.
    """

    # Found through the discussion.
    searchable = False

    post = models.ForeignKey(
        "forum_conversation.Post",
        on_delete=models.CASCADE,
        null=True,
        related_name="files",
    )
    number = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=43, unique=True, default=new_token)
    name = models.CharField(max_length=120)
    kind_key = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    words = models.CharField("what it shows", max_length=300, blank=True)
    file = models.FileField(upload_to=random_name, storage=PrivateStorage())
    # Of pictures alone: the size in which they are shown in a message.
    preview = models.FileField(
        upload_to=random_name, storage=PrivateStorage(), blank=True
    )
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = PostFileQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "number"],
                condition=Q(post__isnull=False),
                name="one_number_once_on_a_message",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Kind:
        """Return what sort of file it is."""
        return KINDS[self.kind_key]

    @property
    def is_picture(self) -> bool:
        """Say whether it can be shown in the message."""
        return self.kind.is_picture

    def get_absolute_url(self) -> str:
        """Return the address from which it is fetched."""
        return reverse("forum_files:file", args=[self.token, self.name])

    @property
    def preview_url(self) -> str:
        """Return the address of the picture in the size for a message."""
        return reverse("forum_files:preview", args=[self.token])
