"""Feeds of public discussions."""
