"""Case studies: what was needed, what was done, what changed, on what evidence.

A plug-in: it stands on the platform in `hub`, which does not know it.
"""
