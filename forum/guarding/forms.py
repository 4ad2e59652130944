"""What every form that writes a post asks before it is sent."""

from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse_lazy
from django.utils.html import format_html

from forum.guarding import actions, limits, repeats
from forum.guarding.models import Agreement
from forum.guarding.newcomers import must_wait
from forum.guarding.outward import outward_links
from hub.accounts.models import User

#: A box that people do not see; see templates/forum_guarding/trap.html.
TRAP = "homepage"


class GuardedMixin:
    """For forms of posts, before machina's: `asks` where the form is shown in full.

    At the foot of a topic the form shows nothing but the message, so nothing is asked of
    the database for it; once it is sent, all is asked, and what was typed comes back
    with the agreement below it.
    """

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The post that these words have made already; then nothing is to be saved.
        self.already_there: Any = None
        self.status = 200
        self.to_accept: Agreement | None = None
        if asks or self.is_bound:
            self._ask_for_agreement()

    @property
    def is_preview(self) -> bool:
        """Whether the member only wants to look: nothing is posted or counted."""
        return "preview" in self.data

    @cached_property
    def is_newcomer(self) -> bool:
        """Whether what is written here waits because its writer is new."""
        return must_wait(self.perm_handler, self.forum, self.user)

    def _ask_for_agreement(self) -> None:
        self.to_accept = Agreement.objects.to_accept_by(self.user)
        if self.to_accept is None:
            return
        # The version is in the name: a tick under an older one accepts nothing.
        self.fields[f"agree_{self.to_accept.number}"] = forms.BooleanField(
            label="I keep to the community agreement",
            required=not self.is_preview,
            help_text=format_html(
                '{}<a href="{}" target="_blank">Read the agreement</a> (in a new tab). '
                "You are asked again only when it changes.",
                f"{self.to_accept.change} " if self.to_accept.change else "",
                reverse_lazy("forum_guarding:agreement"),
            ),
            error_messages={
                "required": "Please read the community agreement and accept it. Your "
                "message is not posted yet; nothing you wrote is lost."
            },
        )

    def clean(self) -> dict[str, Any]:
        """Look for what a person would not send, once all else is right."""
        cleaned = super().clean()
        if not self.errors and not self.is_preview:
            with transaction.atomic():
                self._guard()
        return cleaned

    def _guard(self) -> None:
        # One post of a member after the other: neither two clicks nor two programs at
        # once get past what is counted here. Who only names the member need not wait.
        User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
        self._refuse_filled_trap()
        if not self.instance.pk and self._is_sent_twice():
            return
        if self.is_newcomer:
            self._refuse_what_newcomers_may_not()

    def _refuse_filled_trap(self) -> None:
        if self.data.get(TRAP):
            raise ValidationError(
                "Your message is not posted yet: a box that people do not see was "
                "filled in, perhaps by your browser. Please press the button again."
            )

    def _is_sent_twice(self) -> bool:
        try:
            self.already_there = repeats.sent_already(
                self.user,
                board=self.forum,
                topic=self.topic,
                subject=self.cleaned_data.get("subject", ""),
                content=self.cleaned_data["content"],
            )
        except ValidationError as error:
            self.add_error("content", error)
            return True
        return self.already_there is not None

    def _refuse_what_newcomers_may_not(self) -> None:
        content = self.cleaned_data["content"]
        most = settings.FORUM_NEWCOMER_LINKS
        links = len(outward_links(content))
        if links > most:
            raise ValidationError(
                {
                    "content": f"Your message has {links} links to other sites. Until a "
                    f"moderator has read your first messages, at most {most} fit in "
                    "one. Please take some out."
                }
            )
        try:
            repeats.refuse_shared(self.user, content)
        except ValidationError as error:
            self.add_error("content", error)

    def consume(self) -> bool:
        """Count the message, once all that is sent with it is right; say if it may go.

        Beyond the limit the form says why. Called in the transaction of `clean`, which
        holds the member's row.
        """
        action = limits.EDIT
        if not self.instance.pk:
            action = limits.POST_AS_NEWCOMER if self.is_newcomer else limits.POST
        if limits.consume(self.user, action):
            return True
        self.status = 429
        what = "edits" if action == limits.EDIT else "messages"
        self.add_error(
            None,
            f"That was too often: {limits.in_words(action)} is the most {what} from one "
            "member. Please wait a while, then press the button again; what you wrote "
            "is still here.",
        )
        return False

    def save(self, commit: bool = True) -> Any:
        """Save the post with what its writer accepted."""
        if self.to_accept is not None:
            actions.accept(agreement=self.to_accept, person=self.user)
        if self.is_newcomer:
            repeats.remember(self.user, self.cleaned_data["content"])
        return super().save(commit)
