"""What the templates of mails need."""

from django import template

from hub.notify.mails import absolute

register = template.Library()
register.filter("absolute", absolute)
