"""Guides in parts: what a co-op, a founder or a commissioner needs to know."""
