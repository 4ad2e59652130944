"""Digests: what is new for a member, by mail and on the site."""
