"""Load the starter terms."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from hub.core.sample import SampleError, read_toml
from hub.glossary.models import Term

_FILE = Path(__file__).parent / "sample" / "terms.toml"


@transaction.atomic
def load(path: Path = _FILE) -> None:
    """Add each term that is not there yet; an edited one is left alone."""
    there = set(Term.objects.values_list("slug", flat=True))
    new = {}
    for values in read_toml(path)["term"]:
        if values["slug"] in there:
            continue
        term = Term(
            slug=values["slug"],
            name=values["name"],
            other_names="\n".join(values["other_names"]),
            meaning=values["meaning"],
            is_defined_term=values["is_defined_term"],
            contract_meaning=values["contract_meaning"],
        )
        try:
            term.full_clean()
        except ValidationError as error:
            raise SampleError(f"{path.name}: {term.slug}: {error}") from error
        term.save()
        new[term] = values["see"]
    every = {term.slug: term for term in Term.objects.all()}
    for term, slugs in new.items():
        if missing := [slug for slug in slugs if slug not in every]:
            raise SampleError(f"{path.name}: no term called {', '.join(missing)}.")
        term.see.add(*(every[slug] for slug in slugs))
