"""Newsletters: composed as pages, sent to those who chose them."""
