"""Links into the directory's list."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from hub.core.models import Topic

register = template.Library()


@register.filter
def directory_url(topic: Topic, parameter: str) -> str:
    """Return the address of the list narrowed to `topic` under `parameter`."""
    return f"{reverse('directory:list')}?{urlencode({parameter: topic.slug})}"
