"""One search over everything the hub holds.

`SearchEntry` is the truth and the outbox; an engine's index is derived and disposable.
Apps say in `search_sources.py` how their things become entries.
"""
