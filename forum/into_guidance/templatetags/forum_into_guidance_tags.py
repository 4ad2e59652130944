"""The way from a discussion into guidance, for those who may take it."""

from typing import Any

from django import template

from forum.into_guidance.access import may_make_guidance

register = template.Library()


@register.filter
def may_become_guidance(topic: Any, user: Any) -> bool:
    """Say whether `user` may make guidance from the topic they read.

    Usage: ``{% if topic|may_become_guidance:user %}``
    """
    return topic.approved and may_make_guidance(user)
