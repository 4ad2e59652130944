"""Addresses that a page writes again and again."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def address_of(name: str, *args: str | int, **kwargs: str | int) -> str:
    """Return what `reverse` returns for these, kept in each process.

    To find an address among all patterns takes a hundred times as long as to remember
    it, and a page of a discussion names sixty.
    """
    return reverse(name, args=args, kwargs=kwargs)
