"""The platform of the Care Co-op Hub and its own content.

Layers, highest first; each may import only what stands below it:
urls, home, directory | guidance | procurement, search, accounts,
core | design | media | places.  The plug-ins `casestudies` and `forum` stand above all
of it and are never imported here; import-linter holds this (see pyproject.toml).
"""
