"""Drafts in the forms: offered when one opens, saved by a button, cleared when posted."""

from typing import Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from forum.adapter.markup import MAX_LENGTH
from forum.files.forms import PREFIX as FILES
from forum.forum_conversation.forum_polls.forms import SHOWN, holds_poll
from forum.writing import actions, places
from forum.writing.models import LONGEST_SUBJECT, Draft

#: More than a post may hold, so that words can be saved before they are shortened.
LONGEST_DRAFT = 2 * MAX_LENGTH
#: More topics than this are not kept with a draft; a form takes fewer.
_MOST_TAGS = 20


class CannotSave(Exception):
    """The draft was not saved; the message says why, and is fit to be shown."""


class DraftForm(forms.Form):
    """What is kept of a message that is being written."""

    subject = forms.CharField(max_length=LONGEST_SUBJECT, required=False)
    content = forms.CharField(max_length=LONGEST_DRAFT, required=False, strip=False)
    is_question = forms.BooleanField(required=False)
    opened_with = forms.CharField(max_length=64, required=False)


def save(request: HttpRequest, place: str) -> Draft | None:
    """Save what was typed in a form as a draft. Raises CannotSave."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        raise CannotSave(f"The draft was not saved. {problem}")
    if not ratelimit.consume(request, action="save_draft", user=request.user):
        raise CannotSave(
            "The draft was not saved: there were very many in the last minutes. Your "
            "words are still here; please try again in a while."
        )
    words = {**form.cleaned_data, "tags": _tags(request.POST)}
    try:
        return actions.save_draft(author=request.user, place=place, words=words)
    except actions.TooManyDrafts as error:
        raise CannotSave(
            f"You have {actions.MOST_DRAFTS} drafts already. Please delete some of them "
            "first."
        ) from error


def draft_for(author: Any, place: str) -> Draft | None:
    """Return what `author` has begun for the place."""
    return Draft.objects.filter(author=author, place=place).first()


def initial_from(draft: Draft) -> dict[str, Any]:
    """Return what a form of a post begins with."""
    return {
        "subject": draft.subject,
        "content": draft.content,
        "is_question": draft.is_question,
        "tags": draft.tags,
    }


def _tags(data: QueryDict) -> list[int]:
    typed = data.getlist("tags")[:_MOST_TAGS]
    return [
        int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) <= 9
    ]


def _holds_more(request: HttpRequest) -> bool:
    """Say whether a form was sent with a poll or with files, which no draft holds."""
    data = request.POST
    if request.FILES or holds_poll(data) or data.get(SHOWN):
        return True
    return any(name.startswith(f"{FILES}-") and data[name].strip() for name in data)


class DraftingMixin:
    """For machina's form views, above them."""

    def get_place(self) -> str:
        """Name the place that the form writes for."""
        if (post := self.get_post()) is not None:
            return places.over_post(post)
        if (topic := self.get_topic()) is not None:
            return places.in_topic(topic)
        asked = self.request.POST or self.request.GET
        return places.on_board(self.get_forum(), asked.get("about", ""))

    def get_draft(self) -> Draft | None:
        """Return what the member has begun here: asked for once."""
        if not hasattr(self, "_draft"):
            self._draft = draft_for(self.request.user, self.get_place())
        return self._draft

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a draft where its button was pressed; what cannot be saved stays typed."""
        if "save_draft" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            draft = save(request, self.get_place())
        except CannotSave as problem:
            messages.error(request, str(problem))
            return self.show_again(request, *args, **kwargs)
        if draft is None:
            messages.info(request, "There was nothing to save yet.")
        else:
            messages.success(request, "Your draft is saved.")
        if _holds_more(request):
            messages.warning(
                request,
                "A draft holds words alone. What you have added or changed of poll and "
                "files is still on this page, not posted yet; it is lost if you leave "
                "the page.",
            )
            return self.show_again(request, *args, **kwargs)
        about = request.GET.get("about")
        # Not with `quote`, which the draft holds by now.
        return redirect(
            f"{request.path}?{urlencode({'about': about})}" if about else request.path
        )

    def show_again(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Answer with all that was typed and sent, as the form does before posting."""
        request.POST = request.POST.copy()
        request.POST["preview"] = "1"
        return super().post(request, *args, **kwargs)

    def get_post_form_kwargs(self) -> dict[str, Any]:
        """Begin with the member's draft."""
        kwargs = super().get_post_form_kwargs()
        if self.request.method in ("GET", "HEAD") and self.get_draft() is not None:
            kwargs["initial"] = initial_from(self.get_draft())
        return kwargs

    def form_valid(self, post_form: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Clear the draft in the transaction that posts it."""
        response = super().form_valid(post_form, *args, **kwargs)
        if not self.preview:
            self.clear_draft()
        return response

    def clear_draft(self) -> None:
        """Forget what was begun here: it is posted."""
        actions.discard_draft(author=self.request.user, place=self.get_place())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the draft that the form began with, and what its script needs to know."""
        context = super().get_context_data(**kwargs)
        context["draft"] = self.get_draft()
        context["draft_place"] = self.get_place()
        context["draft_is_shown"] = self.request.method != "POST"
        return context
