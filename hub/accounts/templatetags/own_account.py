"""Tags of the pages about signing in."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from hub.accounts.sessions import device_name
from hub.design.components.finding import breadcrumb

register = template.Library()


@register.simple_tag
def account_trail(title: str) -> SafeString:
    """Draw the way from home, by one's own account, to this page."""
    mine = ("My account", reverse("members:account"))
    return breadcrumb([("Home", "/"), mine, (title, None)])


@register.filter
def device(user_agent: str) -> str:
    """Name a browser and its system: `{{ session.user_agent|device }}`."""
    return device_name(user_agent)
