"""Joining: the form, the confirmed address, the coordinator's word, invitations."""
