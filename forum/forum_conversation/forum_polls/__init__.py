"""Polls: fenced, and switched off until members are offered them."""
