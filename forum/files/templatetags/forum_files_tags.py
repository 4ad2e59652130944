"""Files in messages: pictures where the text places them, the others below it."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from forum.adapter.markup import PLACED
from forum.files.models import PostFile

register = template.Library()


@register.filter
def with_files(html: str, files: Iterable[PostFile]) -> SafeString:
    """Return a message's HTML with its own files where the text places them.

    A number that is none of `files` leaves the words alone. Usage:
    ``{{ post.content.rendered|with_files:post.shown_files }}``
    """
    by_number = {file.number: file for file in files or ()}

    def placed(match: re.Match[str]) -> str:
        file = by_number.get(int(match[1]))
        # As words, not as HTML: quotes are not escaped where they stand in text.
        return _drawn(file, unescape(match[2])) if file else match[0]

    # Safe: the HTML is the renderer's, and what is put in is escaped.
    return mark_safe(PLACED.sub(placed, str(html)))


def _drawn(file: PostFile, words: str) -> SafeString:
    if not file.is_picture:
        address = file.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, words or file.name)
    return format_html(
        '<img class="post__picture" src="{}" alt="{}" width="{}" height="{}" '
        'loading="lazy">',
        file.preview_url,
        words or file.words,
        file.width,
        file.height,
    )


@register.simple_tag
def files_below(post: Any) -> SafeString:
    """Show a message's files below its text: pictures that it does not place, and a list.

    Usage: ``{% files_below post %}``
    """
    files = getattr(post, "shown_files", ())
    if not files:
        return mark_safe("")
    numbers = {int(found[0]) for found in PLACED.findall(str(post.content.rendered))}
    pictures = [one for one in files if one.is_picture and one.number not in numbers]
    listed = [one for one in files if one not in pictures]
    context = {"pictures": pictures, "listed": listed}
    return render_to_string("forum_files/shown.html", context)
