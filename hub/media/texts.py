"""Keep the words of documents, so that they can be searched."""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from hub.media import reading
from hub.media.models import DocumentText, HubDocument

logger = logging.getLogger(__name__)

_SECONDS = 30
# One at a time in a process: a dozen files uploaded at once must not start a dozen.
_one_at_a_time = Lock()


class Unread(Exception):
    """The words of a file cannot be had; the message says why."""


def keep_text_soon(document: HubDocument) -> None:
    """Read the document after the commit and behind the request's back."""
    pk = document.pk
    transaction.on_commit(lambda: _in_background(lambda: _keep_by_pk(pk)), robust=True)


def keep_missing_texts() -> int:
    """Read every document that was not read in its present form; return how many."""
    unread = HubDocument.objects.exclude(text__file=F("file")).select_related("text")
    unread |= HubDocument.objects.filter(Q(text=None)).select_related("text")
    documents = list(unread.order_by("pk"))
    for document in documents:
        keep_text(document)
    return len(documents)


def keep_text(document: HubDocument) -> None:
    """Read the document unless that was done; a file that cannot be read has no words.

    Never raises for what is in the file. Every upload has a file name of its own, so a
    name that was read stands for contents that were read.
    """
    before = DocumentText.objects.filter(document=document).first()
    if before and before.file == document.file.name:
        return
    try:
        text, problem = _read(document), ""
    except Unread as unread:
        text, problem = "", str(unread)
        logger.warning(
            "Document not read",
            extra={
                "event": "media.document.unread",
                "document": document.pk,
                "reason": problem,
            },
        )
    DocumentText.objects.update_or_create(
        document=document,
        defaults={
            "file": document.file.name,
            "text": text.replace("\x00", ""),
            "problem": problem[:200],
            # A document that was there before is as old as it was.
            "since": timezone.now() if before else document.created_at,
        },
    )


def _read(document: HubDocument) -> str:
    try:
        with document.file.storage.open(document.file.name) as file:
            data = file.read(reading.MOST_BYTES + 1)
    except OSError as error:
        raise Unread(f"missing: {type(error).__name__}") from error
    if len(data) > reading.MOST_BYTES:
        raise Unread("larger than is read")
    program = [sys.executable, "-P", "-W", "ignore", Path(reading.__file__)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no shell
            [*program, document.file_extension.lower()],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unread("took too long") from error
    if done.returncode == reading.REFUSED:
        raise Unread(done.stderr.decode(errors="replace"))
    if done.returncode:
        raise Unread(f"broken (the reader ended with {done.returncode})")
    return done.stdout.decode(errors="replace")


def _keep_by_pk(pk: int) -> None:
    with _one_at_a_time:
        if document := HubDocument.objects.filter(pk=pk).first():
            keep_text(document)


def _in_background(work: Callable[[], None]) -> None:
    def whole() -> None:
        try:
            work()
        finally:
            connection.close()

    Thread(target=whole, name="document-reading", daemon=True).start()
