"""What is kept of people: all of it is known, handed out, and erased."""

from django.apps import apps
from django.contrib.auth import get_user_model

from hub.accounts import personal

# Relations to people that no part takes care of, and why none has to.
EXCEPTIONS = {
    # What somebody did to content stays with the content; the account that it points to
    # is empty by then: "A former member".
    "wagtaildocs.document.uploaded_by_user": "a table of Wagtail's that is not used",
    "wagtailimages.image.uploaded_by_user": "a table of Wagtail's that is not used",
    "wagtailadmin.formstate.user": "what the editor keeps open for a while",
    "media.hubdocument.uploaded_by_user": "who uploaded it",
    "media.hubimage.uploaded_by_user": "who uploaded it",
    "directory.organisation.locked_by": "who holds an entry",
    "wagtailcore.page.locked_by": "who holds a page",
    "wagtailcore.page.owner": "who made a page",
    "wagtailcore.revision.user": "history of content",
    "wagtailcore.pagelogentry.user": "history of content",
    "wagtailcore.modellogentry.user": "history of content",
    "wagtailcore.comment.user": "remarks in the editor",
    "wagtailcore.comment.resolved_by": "remarks in the editor",
    "wagtailcore.commentreply.user": "remarks in the editor",
    "wagtailcore.pagesubscription.user": "remarks in the editor",
    "wagtailcore.taskstate.finished_by": "history of content",
    "wagtailcore.workflowstate.requested_by": "history of content",
    "wagtailadmin.editingsession.user": "gone within the day",
    "wagtailcore.uploadedfile.uploaded_by_user": "gone when the upload ends",
    "forum_conversation.topic_subscribers.user": "empty: what is followed is elsewhere",
    # What a coordinator decided of others: theirs to know that somebody did.
    "members.application.decided_by": "who decided",
    "members.claim.decided_by": "who decided",
}


def relations() -> set[str]:
    user = get_user_model()
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is user
    }


def covered() -> set[str]:
    return {name for part in personal.parts() for name in part.covers}


def test_every_relation_to_a_person_belongs_to_a_part():
    assert relations() - covered() - EXCEPTIONS.keys() == set()


def test_no_part_covers_what_is_not_there():
    assert covered() - relations() == set()
    assert EXCEPTIONS.keys() - relations() == set()


def test_every_part_says_what_why_and_how_long():
    for part in personal.parts():
        assert part.label[0].isupper()
        assert part.why.endswith(".")
        assert part.kept_for.endswith(".")
