"""A poll with a topic, and a vote in it. Neither form trusts an id from the request (S3)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from forum.adapter.hidden_characters import refuse_hidden
from forum.forum.models import Forum
from forum.forum_conversation.forum_polls import actions
from forum.forum_conversation.forum_polls.models import TopicPoll, TopicPollVote
from forum.forum_conversation.models import Topic

FEWEST_OPTIONS = 2
MOST_OPTIONS = 10
LONGEST_OPTION = 200
MOST_DAYS = 365


PREFIX = "poll"
#: The hidden field with the key of the poll that a form was opened with; empty for none.
SHOWN = f"{PREFIX}-shown"


class PollForm(forms.Form):
    """What is asked, and how; it stands in the place of machina's formset of options.

    Options are lines of text. They are replaced as a whole, never named by id. A form
    that was opened with another poll than there is now changes nothing unasked.
    """

    question = forms.CharField(
        label="What do you want to ask?",
        required=False,
        max_length=255,
        validators=[refuse_hidden],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    options = forms.CharField(
        label="What can people choose?",
        help_text=f"One choice on each line: {FEWEST_OPTIONS} to {MOST_OPTIONS} lines.",
        required=False,
        max_length=MOST_OPTIONS * (LONGEST_OPTION + 20),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    most = forms.IntegerField(
        label="How many may each person choose?",
        initial=1,
        required=False,
        min_value=1,
        max_value=MOST_OPTIONS,
    )
    days = forms.IntegerField(
        label="For how many days does the poll run?",
        help_text="Leave it empty for a poll without an end.",
        required=False,
        min_value=1,
        # Machina adds any number of days to a date (B4).
        max_value=MOST_DAYS,
    )
    may_change = forms.BooleanField(
        label="People may change their vote", required=False
    )

    def __init__(
        self,
        *,
        poll: TopicPoll | None = None,
        data: QueryDict | None = None,
        **kwargs: Any,
    ) -> None:
        self.poll = poll
        self.topic: Any = None
        self.shown = str(poll.pk) if poll else ""
        self.is_overtaken = data is not None and data.get(SHOWN, "") != self.shown
        #: Nothing was sent that is about the poll: then it stays, and is shown as it is.
        self.is_left_alone = self.is_overtaken and not (
            holds_poll(data) or (poll and data.get(SHOWN))
        )
        super().__init__(
            data=None if self.is_left_alone else data,
            prefix=PREFIX,
            initial=_as_asked(poll) if poll else None,
            **kwargs,
        )

    @property
    def is_open(self) -> bool:
        """Say whether the form is to be seen at once: there is something in it."""
        return (self.is_bound and (self.is_wanted or bool(self.errors))) or bool(
            self.poll
        )

    @property
    def is_wanted(self) -> bool:
        """Say whether a poll was asked for, rightly or not."""
        return self.is_bound and holds_poll(self.data)

    def is_valid(self) -> bool:
        """Hold nothing against a poll that is left alone."""
        return self.is_left_alone or super().is_valid()

    def clean_options(self) -> list[str]:
        """Return the choices, each once and in its order."""
        texts = [
            " ".join(one.split()) for one in self.cleaned_data["options"].splitlines()
        ]
        texts = [text for text in texts if text]
        for text in texts:
            refuse_hidden(text)
            if len(text) > LONGEST_OPTION:
                raise forms.ValidationError(
                    f"“{text[:40]}…” is too long: a choice has at most "
                    f"{LONGEST_OPTION} characters."
                )
        if len({text.casefold() for text in texts}) < len(texts):
            raise forms.ValidationError("Two choices are the same: please change one.")
        return texts

    def clean(self) -> dict[str, Any]:
        """Ask for the whole poll where there is a part of one."""
        cleaned = super().clean()
        if self.is_overtaken:
            self.add_error("question", self._overtaken())
        if not self.is_wanted:
            return cleaned
        options = cleaned.get("options")
        if not cleaned.get("question") and "question" not in self.errors:
            self.add_error("question", "Please write the question of the poll.")
        if options is not None and not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            self.add_error(
                "options",
                f"A poll has {FEWEST_OPTIONS} to {MOST_OPTIONS} choices, one on each "
                f"line; there {_are(len(options))}.",
            )
        elif options and (cleaned.get("most") or 1) > len(options):
            self.add_error("most", "There are not so many choices.")
        return cleaned

    def _overtaken(self) -> str:
        if self.poll is None:
            return (
                "The poll of this topic has been taken away since you opened this form. "
                "What you typed is still here; if you save again, it is added anew."
            )
        another = f"This topic has another poll by now: “{self.poll.question}”."
        if not self.is_wanted:
            return f"{another} If you save again, that poll goes."
        return (
            f"{another} What you typed is still here; if you save again, it takes the "
            "place of that poll."
        )

    def save(self, **ignored: Any) -> None:
        """Keep the poll with the topic that the view has saved; machina adds its own."""
        if self.is_left_alone:
            return
        if not self.is_wanted:
            actions.remove_poll(topic=self.topic)
            return
        actions.set_poll(
            topic=self.topic,
            question=self.cleaned_data["question"],
            options=self.cleaned_data["options"],
            most=self.cleaned_data["most"] or 1,
            days=self.cleaned_data["days"],
            may_change=self.cleaned_data["may_change"],
        )

    # Machina's view looks through these for a preview.
    forms: Sequence[Any] = ()


class TopicPollVoteForm(forms.Form):
    """Choose among the options of one poll."""

    def __init__(self, poll: TopicPoll, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        several = poll.max_options > 1
        self.fields["options"] = forms.MultipleChoiceField(
            label=f"Choose up to {poll.max_options}" if several else "Choose one",
            # Asked for when it is shown; compared as text, whatever number is sent.
            choices=lambda: [
                (str(one.pk), one.text) for one in poll.options.order_by("pk")
            ],
            widget=forms.CheckboxSelectMultiple if several else RadioList,
            error_messages={
                "required": "Please choose first, then vote.",
                "invalid_choice": "Please choose from the list.",
            },
        )

    def clean_options(self) -> list[int]:
        """Return the chosen options, as many as may be."""
        chosen = set(self.cleaned_data["options"])
        if len(chosen) > max(self.poll.max_options, 1):
            raise forms.ValidationError(
                f"You chose {len(chosen)}; please choose at most "
                f"{max(self.poll.max_options, 1)}."
            )
        return [int(one) for one in chosen]


class RadioList(forms.RadioSelect):
    """Round boxes, one of which is chosen; sent and read as a list of one."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return all that was sent under the name."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])


def poll_form(
    request: HttpRequest, *, board: Forum, topic: Topic | None
) -> PollForm | None:
    """Return the form for the poll of a topic; None for those who may not make one.

    Nobody changes a poll in which somebody has voted.
    """
    handler = request.forum_permission_handler
    if not handler.can_create_polls(board, request.user):
        return None
    poll = TopicPoll.objects.filter(topic=topic).first() if topic else None
    if poll and TopicPollVote.objects.filter(poll_option__poll=poll).exists():
        return None
    return PollForm(poll=poll, data=request.POST if request.method == "POST" else None)


def _as_asked(poll: TopicPoll) -> dict[str, Any]:
    texts = poll.options.order_by("pk").values_list("text", flat=True)
    return {
        "question": poll.question,
        "options": "\n".join(texts),
        "most": poll.max_options,
        "days": poll.duration or None,
        "may_change": poll.user_changes,
    }


def holds_poll(data: QueryDict) -> bool:
    """Say whether something was typed for a poll."""
    names = (f"{PREFIX}-question", f"{PREFIX}-options")
    return any(data.get(name, "").strip() for name in names)


def _are(number: int) -> str:
    return "is 1" if number == 1 else f"are {number or 'none'}"


#: The name that machina's views import; nothing uses what it stands for.
TopicPollOptionFormset = PollForm

__all__ = [
    "PollForm",
    "TopicPollOptionFormset",
    "TopicPollVoteForm",
    "holds_poll",
    "poll_form",
]
