"""Django's own database backends, with a moment before each commit."""
