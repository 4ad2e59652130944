"""How many files a member may send in a while, whether they are posted or only shown."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from forum.files.judging import Upload, judge_all
from forum.files.models import MOST_FILES
from forum.guarding import limits
from hub.accounts.models import User


def judge_within_limit(files: list[UploadedFile], person: Any) -> Upload:
    """Judge what `person` sent, unless it is too much: then none of it is looked at.

    Judging takes time, most of all with pictures, so each file counts before it.
    """
    if _count(min(len(files), MOST_FILES), person):
        return judge_all(files, MOST_FILES)
    return Upload(
        problems=[
            f"That was too many files: {limits.in_words(limits.UPLOAD)} is the most from "
            "one member, previews included. Please wait a while, then choose these files "
            "again; what you wrote is still here."
        ],
        is_too_often=True,
    )


@transaction.atomic
def _count(number: int, person: Any) -> bool:
    if not number:
        return True
    # One after the other, as messages are counted; let go before anything is judged.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return all(limits.consume(person, limits.UPLOAD) for _ in range(number))
