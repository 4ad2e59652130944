"""The members' forum: django-machina, fenced.

A plain package, not an app. Machina finds our replacements by the end of their dotted
path, so the folders below carry its names (``forum``, ``forum_conversation``, …) and each
holds only what differs from it. Everything the rest of the hub may know of the forum is
in ``forum/adapter``; nothing else imports machina.
"""
