"""Meeting: introductions between members, and blocks."""
