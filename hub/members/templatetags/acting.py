"""What a profile in the directory says to those who act for the organisation, or may."""

from django import template
from django.template import Context

from hub.directory.models import Organisation
from hub.members.acting.rules import role_in

register = template.Library()


@register.inclusion_tag("members/acting_panel.html", takes_context=True)
def acting_panel(context: Context, organisation: Organisation) -> dict[str, object]:
    """Draw the way to claim an organisation, or to those who act for it already.

    Every visitor gets the same words: the page is kept for all of them.
    """
    user = getattr(context.get("request"), "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "organisation": organisation if organisation.pk and organisation.live else None,
        "role": role_in(user, organisation) if signed_in else None,
    }
