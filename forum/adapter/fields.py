"""Form fields that the forum's pages and the boards' admin share."""

from typing import Any

from django import forms
from django.db.models import QuerySet


class TagField(forms.ModelMultipleChoiceField):
    """Choose among the hub's topics, whatever the browser sends."""

    default_error_messages = {"invalid_choice": "Please choose topics from the list."}

    def _check_values(self, value: Any) -> QuerySet:
        """Compare with what is offered here, not in the database.

        A number too long for the column is an error of the database, not of the form.
        """
        offered = {str(pk) for pk in self.queryset.values_list("pk", flat=True)}
        if not offered.issuperset(str(pk) for pk in value):
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            )
        return super()._check_values(value)
