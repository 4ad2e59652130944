"""The form of an entry: what is asked besides the fields, and across its rows."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.admin.forms import WagtailAdminModelForm

from hub.directory.duplicates import Alike, alike_entries
from hub.directory.models import Relation


class OrganisationForm(WagtailAdminModelForm):
    """Warns of an entry that is there already, and holds its rows against all others."""

    is_another = forms.BooleanField(
        label="This is another organisation",
        required=False,
        help_text="Only if you are asked: the entries that are named are other ones.",
    )

    def is_valid(self) -> bool:
        """Say whether all is well, with the rows held against each other too."""
        return super().is_valid() and self._rows_fit()

    def clean(self) -> dict[str, Any]:
        """Ask once about entries that may be the same organisation."""
        cleaned = super().clean()
        if self._is_new_here() and not cleaned.get("is_another"):
            alike = self._alike(cleaned)
            if alike:
                self.add_error("is_another", _warning(alike))
        return cleaned

    def _is_new_here(self) -> bool:
        # Wagtail keeps a first draft while somebody types: the postcode often comes later.
        told_apart_by = {"name", "postcode"}
        return self.instance.pk is None or bool(told_apart_by & set(self.changed_data))

    def _alike(self, cleaned: dict[str, Any]) -> list[Alike]:
        if not cleaned.get("name"):
            return []
        return alike_entries(
            name=cleaned["name"],
            postcode=cleaned.get("postcode") or "",
            besides=self.instance.pk,
        )

    def _rows_fit(self) -> bool:
        return all([self._numbers_differ(), self._relations_are_others()])

    def _numbers_differ(self) -> bool:
        seen: set[tuple[str, str]] = set()
        fits = True
        for row in self._kept("identifiers"):
            # As the register writes it: two forms of one number are one.
            asked = (row.instance.scheme, row.instance.number)
            if asked in seen:
                row.add_error("number", "This number stands here twice.")
                fits = False
            seen.add(asked)
        return fits

    def _relations_are_others(self) -> bool:
        seen: set[tuple[str, str]] = set()
        fits = True
        for row in self._kept("relations"):
            relation: Relation = row.instance
            # Rows of one entry are held against each other by their constraint.
            asked = (relation.kind, relation.other_name.casefold())
            if relation.other_id and relation.other_id == self.instance.pk:
                row.add_error("other", "That is the organisation itself.")
            elif relation.other_name and asked in seen:
                row.add_error("other_name", "This relation stands here twice.")
            fits = fits and not row.errors
            seen.add(asked)
        return fits

    def _kept(self, name: str) -> Iterator[forms.ModelForm]:
        """Yield the rows that will be kept, where the form has such rows at all."""
        formset = self.formsets.get(name)
        for row in formset.forms if formset else ():
            has_words = row.has_changed() or row.instance.pk
            if has_words and not row.cleaned_data.get("DELETE"):
                yield row


def _warning(alike: list[Alike]) -> ValidationError:
    named = format_html_join(
        "; ",
        '<a href="{}">{}</a> ({})',
        (
            (
                edit_address(one.organisation.pk),
                one.organisation.name,
                ", ".join(one.reasons),
            )
            for one in alike
        ),
    )
    return ValidationError(
        format_html(
            "It may be in the directory already: {}. If it is another, tick this box.",
            named,
        )
    )


def edit_address(pk: int) -> str:
    """Return the address at which editors keep an entry."""
    return reverse("wagtailsnippets_directory_organisation:edit", args=[pk])
