"""The components' tags, by what they are for; `templatetags/design.py` joins them."""
