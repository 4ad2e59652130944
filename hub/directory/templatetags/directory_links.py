"""Links into the directory's list."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from hub.core.models import CareService, OwnershipModel, SupportedGroup, Topic
from hub.places.models import Council

Term = CareService | OwnershipModel | SupportedGroup | Topic | Council

register = template.Library()


@register.filter
def directory_url(term: Term, parameter: str) -> str:
    """Return the address of the list narrowed to `term` under `parameter`."""
    value = term.slug if isinstance(term, Topic | Council) else term.key
    return f"{reverse('directory:list')}?{urlencode({parameter: value})}"
