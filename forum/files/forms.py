"""The part of a message's form that takes files; it stands in machina's formset's place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from forum.adapter.hidden_characters import refuse_hidden
from forum.files import actions
from forum.files.access import may_attach
from forum.files.judging import MOST_BYTES, Upload, too_many
from forum.files.models import MOST_FILES, PostFile, is_token
from forum.forum.models import Forum
from forum.forum_conversation.models import Post
from hub.media.kinds import ACCEPTED

PREFIX = "files"
#: What a form calls the files that were just sent, and those that wait for the message.
ADDED = f"{PREFIX}-add"
WAITING = f"{PREFIX}-waiting"


class SeveralFiles(forms.ClearableFileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the form, with what can be said of it."""

    file: PostFile
    remove: forms.BoundField
    words: forms.BoundField | None = None
    decorative: forms.BoundField | None = None


class FilesForm(forms.Form):
    """Files of a message: those it has, those that wait for it, and more.

    Machina's views treat it as they would treat a formset of attachments: they ask
    whether it is valid, tell it the post and save it. It names files by tokens, and
    knows only those it was given: another's can be neither moved nor removed (S2).
    """

    add = forms.FileField(label="Add files", required=False, widget=SeveralFiles)

    def __init__(
        self,
        *,
        files: Sequence[PostFile] = (),
        may_add: bool,
        problems: Sequence[str] = (),
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, prefix=PREFIX)
        self.files_here = list(files)
        self.may_add = may_add
        self.problems = list(problems)
        self.post: Any = None
        self.fields["add"].help_text = (
            f"{ACCEPTED}: up to {MOST_FILES} files of "
            f"{MOST_BYTES // (1024 * 1024)} MB. Pictures are kept without hidden "
            "details such as where they were taken."
        )
        if not may_add:
            del self.fields["add"]
        for file in self.files_here:
            self._add_fields_of(file)

    def _add_fields_of(self, file: PostFile) -> None:
        if file.is_picture:
            self.fields[f"{file.token}-words"] = forms.CharField(
                label="What the picture shows",
                help_text="For those who cannot see it.",
                required=False,
                max_length=300,
                initial=file.words,
                validators=[refuse_hidden],
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"{file.token}-decorative"] = forms.BooleanField(
                label="It is only decoration and needs no words",
                required=False,
                initial=bool(file.post_id and not file.words),
            )
        self.fields[f"{file.token}-remove"] = forms.BooleanField(
            label="Remove this file", required=False
        )

    @property
    def rows(self) -> list[Row]:
        """Return the files that are there already, each with its questions."""
        return [
            Row(
                file,
                self[f"{file.token}-remove"],
                self[f"{file.token}-words"] if file.is_picture else None,
                self[f"{file.token}-decorative"] if file.is_picture else None,
            )
            for file in self.files_here
        ]

    @property
    def waiting(self) -> list[PostFile]:
        """Return those whose message is not posted yet."""
        return [file for file in self.files_here if file.post_id is None]

    def clean(self) -> dict[str, Any]:
        """Ask for words about each picture, and say what is wrong with what was sent."""
        cleaned = super().clean()
        beside = "add" if self.may_add else None
        for problem in self.problems:
            self.add_error(beside, problem)
        if len(self.kept()) > MOST_FILES:
            self.add_error(
                beside,
                f"At most {MOST_FILES} files fit on a message: please remove some.",
            )
        for file in self.files_here:
            if not file.is_picture or cleaned.get(f"{file.token}-remove"):
                continue
            named = f"{file.token}-words"
            said = cleaned.get(named) or cleaned.get(f"{file.token}-decorative")
            if not said and named not in self.errors:
                self.add_error(
                    named,
                    f"Please say what “{file.name}” shows, or tick that it is only "
                    "decoration.",
                )
        return cleaned

    def removed(self) -> list[PostFile]:
        """Return the files that were ticked to go."""
        return [
            file
            for file in self.files_here
            if self.cleaned_data.get(f"{file.token}-remove")
        ]

    def kept(self) -> list[PostFile]:
        """Return the files that stay or come, with the words that were typed."""
        gone = set(self.removed())
        kept = [file for file in self.files_here if file not in gone]
        for file in kept:
            file.words = self.cleaned_data.get(f"{file.token}-words", "")
        return kept

    def save(self) -> None:
        """Put the files on the post that the view has saved."""
        actions.arrange(post=self.post, kept=self.kept(), removed=self.removed())

    # Machina's views look through these for a preview; ours is drawn from `rows`.
    forms: Sequence[Any] = ()


def files_form(
    request: HttpRequest, *, board: Forum, post: Post | None, upload: Upload | None
) -> FilesForm:
    """Return the form for a message, after what was sent with it has been taken in."""
    may_add = may_attach(request.user, board, request)
    here = list(post.files.all()) if post is not None else []
    if request.method != "POST":
        return FilesForm(files=here, may_add=may_add)
    here += _waiting(request)
    problems = list(upload.problems) if upload else []
    if upload and may_add:
        going = sum(_is_removed(request, file) for file in here)
        room = max(MOST_FILES - len(here) + going, 0)
        if beyond := [one.name for one in upload.good[room:]]:
            problems.append(too_many(beyond))
        here += actions.take_in(
            judged=upload.good[:room], person=request.user, beside=here
        )
    elif request.FILES.getlist(ADDED):
        problems = ["You cannot add files on this board yet. Please post without them."]
    return FilesForm(files=here, may_add=may_add, problems=problems, data=request.POST)


def _waiting(request: HttpRequest) -> list[PostFile]:
    """Return what waits for this message, held so that it goes to no other as well."""
    tokens = list(filter(is_token, request.POST.getlist(WAITING)))[:MOST_FILES]
    waiting = PostFile.objects.waiting_of(request.user).filter(token__in=tokens)
    return list(waiting.select_for_update(of=("self",))) if tokens else []


def _is_removed(request: HttpRequest, file: PostFile) -> bool:
    return bool(request.POST.get(f"{PREFIX}-{file.token}-remove"))
