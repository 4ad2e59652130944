"""What is done to files: taken in, put on a message, dropped, swept."""

import time
from collections.abc import Iterable
from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from forum.files.judging import Judged
from forum.files.models import PostFile
from forum.files.storage import PrivateStorage
from forum.forum_conversation.models import Post
from hub.accounts.models import User

#: Files of messages that were never posted: so many of a person are kept, so long.
MOST_WAITING = 20
KEEP_WAITING = timedelta(days=1)
#: A file without a row may belong to a message that is being written this moment.
_SPARE_SECONDS = 3_600


@transaction.atomic
def take_in(
    *, judged: Iterable[Judged], person: User, beside: Iterable[PostFile] = ()
) -> list[PostFile]:
    """Keep files until their message is posted, numbered after those `beside` them."""
    number = max((one.number for one in beside), default=0)
    taken = []
    for one in judged:
        number += 1
        kept = PostFile(
            number=number,
            name=one.name,
            kind_key=one.kind.key,
            size=one.file.seek(0, 2),
            width=one.width,
            height=one.height,
            uploaded_by=person,
        )
        kept.file.save(one.name, File(one.file), save=False)
        if one.preview:
            kept.preview.save(one.name, File(one.preview), save=False)
        kept.save()
        taken.append(kept)
    newest_first = PostFile.objects.waiting_of(person).order_by("-pk")
    for forgotten in newest_first[MOST_WAITING:]:
        forgotten.delete()
    return taken


@transaction.atomic
def arrange(
    *, post: Post, kept: Iterable[PostFile], removed: Iterable[PostFile]
) -> None:
    """Put files on a message with their words, and take others off it."""
    for one in removed:
        one.delete()
    numbers = set(post.files.values_list("number", flat=True))
    for one in kept:
        if one.post_id is None:
            if one.number in numbers:
                one.number = max(numbers) + 1
            numbers.add(one.number)
            one.post = post
        one.save(update_fields=["post", "number", "words"])


def drop_from_disk(row: PostFile) -> None:
    """Take the files of a row that is gone off the disk, once it is gone for good."""
    for kept in (row.file, row.preview):
        if kept:
            name, storage = kept.name, kept.storage
            transaction.on_commit(
                lambda name=name, storage=storage: storage.delete(name), robust=True
            )


def sweep() -> tuple[int, int]:
    """Drop what was never posted, and files that no row names; return how many of each."""
    before = timezone.now() - KEEP_WAITING
    rows = list(PostFile.objects.filter(post=None, uploaded_at__lt=before))
    for row in rows:
        row.delete()
    return len(rows), _sweep_disk()


def _sweep_disk() -> int:
    storage = PrivateStorage()
    if not storage.exists(""):
        return 0
    # Listed before the rows are read: what is written meanwhile is not listed.
    present = [name for name in storage.listdir("")[1] if _is_old(storage, name)]
    named = set()
    for names in PostFile.objects.values_list("file", "preview"):
        named.update(names)
    left_over = [name for name in present if name not in named]
    for name in left_over:
        storage.delete(name)
    return len(left_over)


def _is_old(storage: PrivateStorage, name: str) -> bool:
    try:
        written = storage.get_modified_time(name).timestamp()
    except FileNotFoundError:
        return False
    return written < time.time() - _SPARE_SECONDS
