"""How many files a member may send in a while, whether they are posted or only shown."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from forum.files.judging import Upload, judge_all
from forum.files.models import MOST_FILES
from forum.guarding import limits


def judge_within_limit(files: list[UploadedFile], person: Any) -> Upload:
    """Judge what `person` sent, unless it is too much: then none of it is looked at.

    Judging takes time, most of all with pictures, so each file counts before it.
    """
    number = min(len(files), MOST_FILES)
    # The member's row is let go before anything is judged.
    if not number or limits.consume_in_turn(person, limits.UPLOAD, number):
        return judge_all(files, MOST_FILES)
    return Upload(
        problems=[
            f"That was too many files: {limits.in_words(limits.UPLOAD)} is the most from "
            "one member, previews included. Please wait a while, then choose these files "
            "again; what you wrote is still here."
        ],
        is_too_often=True,
    )
