"""Profiles: what people say of themselves, who sees it, and finding each other."""
