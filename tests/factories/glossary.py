"""Terms for tests."""

from django.utils.text import slugify

from hub.glossary.models import Term


def make_term(name: str = "Social value", **fields: object) -> Term:
    """Add a term."""
    values = {"slug": slugify(name), "meaning": f"What {name} means."}
    return Term.objects.create(name=name, **(values | fields))
