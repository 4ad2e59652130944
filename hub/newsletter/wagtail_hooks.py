"""Newsletters in the Wagtail admin: where they are sent from."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem

from hub.newsletter import views
from hub.newsletter.models import NewsletterPage


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the pages for sending their place."""
    return [
        path("newsletters/", views.newsletters, name="newsletters"),
        path("newsletters/<int:pk>/", views.sending, name="newsletter_sending"),
        path("newsletters/<int:pk>/mail/", views.preview, name="newsletter_preview"),
    ]


class _Newsletters(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(views.PERMISSION)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Put the list in the menu of those who may send."""
    return _Newsletters(
        "Newsletters",
        reverse("newsletters"),
        name="newsletters",
        icon_name="mail",
        order=260,
    )


class _Send(ActionMenuItem):
    """Leads from the editor to the page for sending; sends nothing itself."""

    name = "action-send-newsletter"
    label = "Send…"
    icon_name = "mail"

    def is_shown(self, context: dict) -> bool:
        return (
            context["view"] == "edit"
            and isinstance(context["page"], NewsletterPage)
            and context["request"].user.has_perm(views.PERMISSION)
        )

    def get_url(self, context: dict) -> str:
        return reverse("newsletter_sending", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def send_item() -> ActionMenuItem:
    """Offer sending in the editor of a newsletter."""
    return _Send(order=60)


@hooks.register("register_permissions")
def permission_to_send() -> QuerySet[Permission]:
    """Let administrators say which groups send newsletters."""
    return Permission.objects.filter(
        content_type__app_label="newsletter", codename="send_newsletter"
    )
