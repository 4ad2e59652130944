"""What can be done to many entries at once; each is asked for its own right."""

from abc import abstractmethod
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import classproperty
from wagtail.actions import unpublish
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from hub.accounts.models import User
from hub.core.models import Topic
from hub.directory.editing.filters import OrganisationFilterSet
from hub.directory.models import Organisation


class OrganisationBulkAction(SnippetBulkAction):
    """Asks first and says what will happen.

    What somebody may not change, or somebody else has locked, is counted and left alone.
    """

    template_name = "directory/admin/bulk.html"
    permission = "directory.publish_organisation"
    says = ""
    done = ""

    @classproperty
    def models(cls) -> list[type]:
        """Offer it for organisations alone."""
        return [Organisation]

    def check_perm(self, snippet: Organisation) -> bool:
        """Say whether this entry may be changed so by whoever asks."""
        user = self.request.user
        if not user.has_perm(self.permission):
            return False
        lock = snippet.get_lock()
        return lock is None or not lock.for_user(user)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> QuerySet:
        """Return what the list shows on all its pages; Wagtail's own are all there are."""
        params = QueryDict(urlsplit(self.next_url).query)
        everything = Organisation.objects.all()
        listed = OrganisationFilterSet(
            params, queryset=everything, request=self.request
        ).qs
        if words := params.get("q", "").strip():
            listed = listed.filter(
                Q(name__icontains=words)
                | Q(summary__icontains=words)
                | Q(place__icontains=words)
            )
        return listed.values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says; what may not be touched is counted, not named."""
        context = super().get_context_data(**kwargs)
        return context | {
            "action_says": self.says,
            "action_name": self.display_name,
            "not_allowed": len(context["items_with_no_access"]),
        }

    def get_execution_context(self) -> dict[str, Any]:
        """Hand over who does it, and what was filled in."""
        return {"user": self.request.user, "form": self.cleaned_form}

    @classmethod
    def execute_action(
        cls,
        objects: list[Organisation],
        user: User | None = None,
        form: forms.Form | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Do it to each; return how many were changed."""
        return sum(bool(cls.change(one, user, form)) for one in objects), 0

    @classmethod
    @abstractmethod
    def change(cls, organisation: Organisation, user: User, form: forms.Form) -> bool:
        """Change one; say whether there was anything to change."""

    def get_success_message(
        self, num_parent_objects: int, num_child_objects: int
    ) -> str:
        """Say how many were changed."""
        number = num_parent_objects
        return f"{number} {'entry' if number == 1 else 'entries'} {self.done}."


class PublishAction(OrganisationBulkAction):
    """Publish the newest draft of each."""

    display_name = "Publish"
    action_type = "publish"
    aria_label = "Publish the chosen organisations"
    action_priority = 10
    says = "The newest draft of each is shown on the site."
    done = "published"

    def get_execution_context(self) -> dict[str, Any]:
        """Hand over the request too, to say what could not be published."""
        return super().get_execution_context() | {"request": self.request}

    @classmethod
    def execute_action(
        cls, objects: list[Organisation], request: HttpRequest, **kwargs: Any
    ) -> tuple[int, int]:
        """Publish each that can be; say of the others why not."""
        number = 0
        for organisation in objects:
            try:
                number += cls.change(organisation, request.user, kwargs["form"])
            except ValidationError as error:
                why = " ".join(error.messages)
                messages.error(request, f"{organisation.name} is not published: {why}")
        return number, 0

    @classmethod
    def change(cls, organisation: Organisation, user: User, form: forms.Form) -> bool:
        """Publish what is not published yet; raises ValidationError."""
        if organisation.live and not organisation.has_unpublished_changes:
            return False
        revision = organisation.get_latest_revision() or organisation.save_revision(
            user=user
        )
        # Its slug may have become another's since the draft was kept.
        revision.as_object().validate_unique()
        revision.publish(user=user)
        return True


class UnpublishAction(OrganisationBulkAction):
    """Take each off the site."""

    display_name = "Unpublish"
    action_type = "unpublish"
    aria_label = "Unpublish the chosen organisations"
    action_priority = 20
    says = "They leave the site; what is written of them is kept."
    done = "unpublished"

    @classmethod
    def change(cls, organisation: Organisation, user: User, form: forms.Form) -> bool:
        """Take off what is on the site."""
        if not organisation.live:
            return False
        # `check_perm` has asked; what Wagtail asks itself is about pages.
        unpublish.UnpublishAction(organisation, user=user).execute(
            skip_permission_checks=True
        )
        return True


class TopicForm(forms.Form):
    """Which topic to add, and as what."""

    topic = forms.ModelChoiceField(Topic.objects.all(), empty_label=None)
    as_what = forms.ChoiceField(
        label="As",
        choices=[
            ("topics", "What it is about"),
            ("can_help_with", "What it can help with"),
            ("looking_for", "What it is looking for"),
        ],
    )


class AddTopicAction(OrganisationBulkAction):
    """Add one topic to each."""

    display_name = "Add a topic"
    action_type = "add_topic"
    aria_label = "Add a topic to the chosen organisations"
    action_priority = 40
    form_class = TopicForm
    says = "The topic is added to each and shown at once; open drafts are left alone."
    done = "given the topic"

    @classmethod
    def change(cls, organisation: Organisation, user: User, form: forms.Form) -> bool:
        """Add the topic to what the entry has, unless somebody is at a draft of it."""
        if organisation.has_unpublished_changes:
            return False
        topic, name = form.cleaned_data["topic"], form.cleaned_data["as_what"]
        held = getattr(organisation, name)
        if topic in held.all():
            return False
        held.add(topic)
        organisation.save()
        revision = organisation.save_revision(user=user, clean=False)
        if organisation.live:
            revision.publish(user=user)
        return True


ACTIONS = (PublishAction, UnpublishAction, AddTopicAction)
