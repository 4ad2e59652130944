"""Attachments: fenced, and switched off until they have private storage."""
