"""Polls: machina's tables, with forms, voting and results of our own."""
