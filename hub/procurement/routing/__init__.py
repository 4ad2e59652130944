"""The route finder: a few questions, and the routes that may be open."""
