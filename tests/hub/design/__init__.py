"""Tests of the look: components, tokens, error pages, style guide."""
