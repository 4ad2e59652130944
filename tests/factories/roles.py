"""One person of each role, and one thing for every address, hidden ones among them."""

from types import SimpleNamespace

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
)

from hub.accounts import roles
from hub.accounts.models import User
from hub.core.models import Topic as Tag
from hub.home.models import StandardPage
from hub.media.models import HubDocument, HubImage
from hub.members.models import (
    Application,
    Block,
    Claim,
    Introduction,
    Invitation,
    Membership,
    Profile,
    ReasonTemplate,
)
from hub.newsletter.models import NewsletterIndexPage, NewsletterPage
from hub.notify.models import Letter, Notification
from hub.procurement.models import LegalBasis, Threshold
from hub.search.models import SavedSearch, Synonym
from tests.factories import files as make_files
from tests.factories import forum as make
from tests.factories.accounts import make_staff
from tests.factories.answers import add_answers
from tests.factories.directory import make_organisation
from tests.factories.glossary import make_term
from tests.factories.packs import make_own_pack
from tests.factories.polls import poll_on
from tests.factories.procurement import (
    make_clause,
    make_procurement,
    make_provision,
)

MISSING = 999_999_999
PASSWORD = "a long password for tests"


def make_people(organisation) -> dict[str, User | None]:
    """A person of each role; the visitor is nobody."""

    def someone(name: str, **fields) -> User:
        address = f"{name.lower().replace(' ', '.')}@example.org"
        return User.objects.create_user(address, PASSWORD, display_name=name, **fields)

    acting = someone("Orla Owner")
    Membership.objects.create(
        user=acting, organisation=organisation, role=Membership.Role.OWNER
    )
    moderator = someone("Max Moderator")
    moderator.groups.add(Group.objects.get(name=roles.BOARD_MODERATORS))
    return {
        "visitor": None,
        "applicant": someone("Abby Applicant", approved_at=None),
        "member": someone("Mo Member"),
        "organisation": acting,
        "moderator": moderator,
        "editor": make_staff("Edda", roles.EDITORS),
        "coordinator": make_staff("Cleo", roles.COORDINATORS),
        "administrator": someone("Root", is_superuser=True, is_staff=True),
    }


def make_things(home) -> SimpleNamespace:
    """Everything that the addresses name. `values` fills the holes of patterns."""
    things = SimpleNamespace(home=home, values={}, paths={}, hidden=[])
    _pages(things)
    _procurement(things)
    _directory(things)
    things.people = make_people(things.organisation)
    _forum(things)
    _admin(things)
    _members(things)
    _packs(things)
    return things


def _pages(things) -> None:
    things.page = things.home.add_child(
        instance=StandardPage(title="Outside", slug="outside")
    )
    things.page.save_revision()
    things.inside = things.home.add_child(
        instance=StandardPage(title="Inside", slug="inside")
    )
    PageViewRestriction.objects.create(
        page=things.inside, restriction_type=PageViewRestriction.LOGIN
    )
    things.draft = things.home.add_child(
        instance=StandardPage(title="Draft", slug="drafts", live=False)
    )


def _procurement(things) -> None:
    clauses, _ = make_procurement(things.home)
    clause = things.clause = make_clause(clauses, drafting_notes="Notes.")
    things.values["new_clause pk"] = clauses.pk
    things.paths["home:site_map_section"] = "/sitemap-pages.xml"
    things.paths["downloads:download"] = f"/downloads/clause/{clause.slug}.docx"
    for label, thing in {
        "procurement_provision": make_provision(),
        "procurement_threshold": Threshold.objects.create(
            name="Small contracts",
            nation="england",
            regime="below_threshold",
            amount=1,
            valid_from=clause.version_date,
            source_title="A notice",
            source_url="https://example.org/",
        ),
        "glossary_term": make_term(),
    }.items():
        things.values[f"wagtailsnippets_{label} pk"] = thing.pk
        things.values[f"wagtailsnippetchoosers_{label} pk"] = thing.pk


def _directory(things) -> None:
    things.organisation = make_organisation("Equal Care")
    things.draft_organisation = make_organisation("Secret Start", live=False)


def _forum(things) -> None:
    writer = User.objects.create_user("writer@example.org", display_name="Wanda Writer")
    things.writer = writer
    things.board = make.board()
    things.closed_board = make.close(make.board("Committee", public=False))
    things.topic = make.topic(things.board, writer)
    things.post = make.reply(things.topic, writer)
    things.waiting = make.reply(things.topic, writer, "It waits", approved=False)
    things.secret = make.topic(things.closed_board, writer, "Secret plans")
    board, topic = things.board, things.topic
    named = {"forum_slug": board.slug, "forum_pk": board.pk}
    for key, value in {
        **named,
        "topic_slug": topic.slug,
        "topic_pk": topic.pk,
        "forum slug": board.slug,
        "forum pk": board.pk,
        "forum_conversation slug": topic.slug,
        "forum_conversation pk": topic.pk,
        "forum_conversation:post_update pk": things.post.pk,
        "forum_conversation:post_delete pk": things.post.pk,
        "forum_tracking pk": board.pk,
        "forum_moderation slug": topic.slug,
        "forum_moderation pk": topic.pk,
        "forum_reports:report pk": things.post.pk,
        "forum_writing:history pk": things.post.pk,
        "forum_writing:delete_draft pk": MISSING,
        "forum_following:change pk": 1,
        "forum_feeds:tag_latest_topics tag_slug": Tag.objects.first().slug,
    }.items():
        things.values[key] = value
    for step in ("queued_post", "approve_queued_post", "disapprove_queued_post"):
        things.values[f"forum_moderation:{step} pk"] = things.waiting.pk
    poll_on(topic)
    picture = make_files.attached(
        things.post, "chart.png", make_files.photo("PNG"), words="A chart"
    )
    things.values |= {
        "forum_files token": picture.token,
        "forum_files name": picture.name,
    }
    secret = make_files.attached(things.secret.first_post, "plans.csv")
    things.hidden.append(
        (
            secret.get_absolute_url(),
            f"/forum/files/{'x' * 32}/{secret.name}",
            {"moderator", "coordinator", "administrator"},
        )
    )
    add_answers(things, MISSING)
    reported = make.reply(topic, writer, "It is reported")
    from forum.adapter.models import Report

    Report.objects.create(
        post=reported, reporter=things.people["member"], reason="other"
    )
    things.values["forum_reports:reported pk"] = reported.pk
    _forum_guidance(things)
    _moderation(things)


def _forum_guidance(things) -> None:
    """The agreement, and members asked for their words; one on a closed board."""
    from forum.guarding.actions import publish
    from forum.guarding.models import Agreement
    from forum.into_guidance.actions import ask

    agreement = publish(agreement=Agreement(text="<p>Be kind.</p>"))
    said = make.reply(things.topic, things.people["member"], "I say so")
    values = {"kind": "guide", "note": "", "editor": things.people["editor"]}
    open_one = ask(topic=things.topic, posts=[said], title="Said", **values)
    secret = things.secret
    closed = ask(topic=secret, posts=[secret.first_post], title="Secret", **values)
    theirs = closed.consents.get().pk
    things.values |= {
        "forum_guarding number": agreement.number,
        "agreements pk": agreement.pk,
        "forum_into_guidance:new pk": things.topic.pk,
        "forum_into_guidance pk": open_one.pk,
        "forum_into_guidance:consent pk": open_one.consents.get().pk,
    }
    only = {"administrator"}
    things.hidden += [
        (f"/forum/guidance/{here}/", f"/forum/guidance/{nowhere}/", may_see)
        for here, nowhere, may_see in (
            (f"consent/{theirs}", f"consent/{MISSING}", set()),
            (f"new/{secret.pk}", f"new/{MISSING}", only),
            (closed.pk, MISSING, only),
        )
    ]


def _moderation(things) -> None:
    """A topic that has moved out of sight, and what was noted of it."""
    from forum.moderating.models import Act
    from forum.moderating.topics import move

    things.moved = make.topic(things.board, things.writer, "Moved out of sight")
    board, moderator = things.closed_board, things.people["moderator"]
    move(topic=things.moved, board=board, moderator=moderator)
    lined = Act.objects.create(kind="warn", person=things.writer, actor=moderator)
    things.values |= {
        "forum_moderating slug": "wandawrite",
        "forum_moderating pk": lined.pk,
        "boards way": "up",
    }
    for name in ("split", "merge"):
        things.values |= {
            f"forum_moderating:{name} slug": things.topic.slug,
            f"forum_moderating:{name} pk": things.topic.pk,
        }


def _members(things) -> None:
    """Profiles, one of them hidden and one for members alone; what waits for an answer."""
    people = things.people
    member, acting = people["member"], people["organisation"]
    writer = things.writer
    _profile(writer, "wandawrite", name_seen_by="public", is_listed=True)
    hidden = User.objects.create_user("hidden@example.org", display_name="Hilda Hidden")
    _profile(hidden, "hildahidde", name_seen_by="hidden")
    shy = User.objects.create_user("shy@example.org", display_name="Shay Shy")
    _profile(shy, "shayshayyy", name_seen_by="members")
    index = things.home.add_child(
        instance=NewsletterIndexPage(title="Newsletters", slug="newsletters")
    )
    letter = index.add_child(instance=NewsletterPage(title="May", slug="may"))
    roles.give_pages()
    application = Application.objects.create(
        user=people["applicant"],
        kind="manager",
        why="To learn",
        confirmed_at=timezone.now(),
    )
    claim = Claim.objects.create(
        user=member, organisation=things.organisation, grounds="I work there."
    )
    applicant = people["applicant"]
    EmailAddress.objects.create(
        user=applicant, email=applicant.email, primary=True, verified=True
    )
    asked = Introduction.objects.create(asker=writer, asked=member, message="Hello")
    invitation = Invitation.objects.create(inviter=member, email="new@example.org")
    told = Notification.objects.create(
        person=member, kind="replies", about="x:1", title="News", url="/", way="site"
    )
    dead = Letter.objects.create(
        key="dead", person=member, composer="account", state=Letter.State.DEAD
    )
    block = Block.objects.create(blocker=member, blocked=acting)
    template = ReasonTemplate.objects.first()
    things.values |= {
        "members:consent_withdraw what": "newsletter",
        "members:invitation_take_back pk": invitation.pk,
        "notify:open pk": told.pk,
        "letter_try_again pk": dead.pk,
        "mfa_edit_webauthn pk": MISSING,
        "mfa_remove_webauthn pk": MISSING,
        "members:introduction_answer pk": asked.pk,
        "members:introduction_answer verb": "accept",
        "members:block_asker pk": asked.pk,
        "members:unblock pk": block.pk,
        "members:claim_withdraw pk": claim.pk,
        "members:organisation_decide_claim pk": claim.pk,
        "members pk": acting.pk,
        "newsletter_sending pk": letter.pk,
        "newsletter_preview pk": letter.pk,
        "desk_application pk": application.pk,
        "desk_claim pk": claim.pk,
        "directory_verify pk": things.organisation.pk,
        "wagtailsnippets_members_reasontemplate pk": template.pk,
        "wagtailsnippetchoosers_members_reasontemplate pk": template.pk,
        **{
            f"members:{name} slug": "wandawrite"
            for name in ("person", "person_photo", "introduce", "block")
        },
    }
    signed_in = set(people) - {"visitor", "applicant"}
    things.hidden += [
        (f"/people/hildahidde/{tail}", f"/people/nobodyhere/{tail}", set())
        for tail in ("", "photo/", "introduce/", "block/")
    ]
    things.hidden.append(("/people/shayshayyy/", "/people/nobodyhere/", signed_in))
    overseeing = {"coordinator", "administrator"}
    for where, may_see in (
        ("/co-ops/{}/claim/", set()),
        ("/me/organisations/{}/", overseeing),
    ):
        hidden_one = where.format("secret-start")
        things.hidden.append((hidden_one, where.format("secret-stars"), may_see))
    things.hidden.append(
        (
            "/me/organisations/equal-care/",
            "/me/organisations/equal-cure/",
            {"organisation", *overseeing},
        )
    )


def _packs(things) -> None:
    """A member's pack: for everybody else it is not there."""
    pack = make_own_pack(things.people["member"], things.clause, things.organisation)
    item = pack.items.first().pk
    things.paths["packs:add"] = f"/packs/add/clause/{things.clause.slug}/"
    things.values |= {"packs pk": pack.pk, "packs item": item, "packs ending": "docx"}
    # What only takes POST is tried on other people's packs in tests/hub/packs.
    pages = ("", "pack.docx", "rename/", "delete/", "fill/", f"things/{item}/note/")
    for tail in pages:
        hidden = (f"/packs/{pack.pk}/{tail}", f"/packs/{MISSING}/{tail}", {"member"})
        things.hidden.append(hidden)


def _profile(person: User, slug: str, **fields) -> None:
    Profile.objects.update_or_create(user=person, defaults={"slug": slug, **fields})


def _admin(things) -> None:
    page, organisation = things.page, things.organisation
    image = HubImage.objects.create(title="A door", file=get_test_image_file())
    document = HubDocument.objects.create(
        title="Minutes", file=ContentFile(b"words", "minutes.docx")
    )
    collection = Collection.get_first_root_node().add_child(name="Papers")
    saved = SavedSearch.objects.create(
        owner=things.people["member"], title="Rotas", address="q=rotas"
    )
    law = LegalBasis.objects.first()
    organisation_revision = organisation.latest_revision.pk
    things.values |= {
        "slug": organisation.slug,
        "boards pk": things.board.pk,
        "law pk": law.pk,
        "search:forget pk": saved.pk,
        "wagtailsites pk": Site.objects.get().pk,
        "wagtailsnippets_directory_organisation pk": organisation.pk,
        "wagtailsnippetchoosers_directory_organisation pk": organisation.pk,
        "wagtailsnippets_search_synonym pk": Synonym.objects.first().pk,
        "wagtailsnippetchoosers_search_synonym pk": Synonym.objects.first().pk,
        "wagtailusers_groups pk": Group.objects.get(name=roles.COORDINATORS).pk,
        "wagtailusers_users pk": things.people["member"].pk,
        "wagtailadmin_api:pages pk": page.pk,
        "wagtailadmin_api:documents pk": document.pk,
        "wagtailadmin_api:images pk": image.pk,
        "wagtailadmin_collections pk": collection.pk,
        "wagtailadmin_workflows pk": Workflow.objects.first().pk,
        "wagtailadmin_workflows:edit_task pk": Task.objects.first().pk,
        "wagtailadmin_workflows:disable_task pk": Task.objects.first().pk,
        "wagtailadmin_workflows:enable_task pk": Task.objects.first().pk,
        "wagtailadmin_workflows:task_usage pk": Task.objects.first().pk,
        "wagtaildocs_chooser pk": document.pk,
        "wagtailimages_chooser pk": image.pk,
        "wagtailimages_chooser image_id": image.pk,
        "workflow_pk": Workflow.objects.first().pk,
        "task_id": Task.objects.first().pk,
        "collection_id": collection.pk,
        "destination_id": things.home.pk,
        "page_id": page.pk,
        "page_pk": page.pk,
        "page_to_move_id": page.pk,
        "parent_page_id": things.home.pk,
        "doc_id": document.pk,
        "document_id": document.pk,
        "image_id": image.pk,
        "query_id": Query.get("rotas").pk,
        "redirect_id": Redirect.objects.create(old_path="/old", redirect_link="/").pk,
        "revision_id": page.latest_revision.pk,
        "wagtailsnippets_directory_organisation revision_id": organisation_revision,
        "workflow_state_id": MISSING,
        "task_state_id": MISSING,
        "uploaded_file_id": MISSING,
        "session_id": MISSING,
        "restriction_id": MISSING,
        "page_view_restriction_id": MISSING,
        "action_name": "approve",
        "wagtailadmin_api:pages action_name": "copy",
        "action": "delete",
        "app_label": "home",
        "model_name": "standardpage",
        "app_name": "core",
        "wagtailadmin_tag_model_autocomplete model_name": "topic",
        "content_type_app_name": "home",
        "content_type_model_name": "standardpage",
        "wagtail_bulk_action app_label": "accounts",
        "wagtail_bulk_action model_name": "user",
        "object_id": page.pk,
        "filter_spec": "width-100",
        "token": "made-up",
        "uidb64": "MQ",
    }
    pk = organisation.pk
    things.paths |= {
        "image": "/media/images/none.png",
        "wagtail_serve": "/outside/",
        "wagtaildocs_serve": f"/documents/{document.pk}/{document.filename}",
        "account_reset_password_from_key": "/accounts/password/reset/key/1-made-up/",
        "wagtailadmin_pages:revisions_compare": (
            f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/"
        ),
        "wagtailsnippets_directory_organisation:revisions_compare": (
            f"/admin/snippets/directory/organisation/history/{pk}/"
            "revisions/compare/earliest...latest/"
        ),
    }
