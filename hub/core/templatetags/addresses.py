"""Addresses in templates; a template builtin, so no template loads it."""

from django import template

from hub.core.addresses import address_of

register = template.Library()

# Like `url`, for an address that a page writes again and again.
register.simple_tag(address_of, name="address")
