"""The form that begins a clause, in the Wagtail admin."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hub.procurement.drafting.actions import begin_clause
from hub.procurement.drafting.patterns import patterns
from hub.procurement.models import ClauseIndexPage


class NewClauseForm(forms.Form):
    """What a new clause is called, and where it begins."""

    title = forms.CharField(
        max_length=200,
        help_text="What the clause asks for, in a few words. It can be changed later.",
    )
    pattern = forms.ChoiceField(
        label="Pattern",
        widget=forms.RadioSelect,
        help_text="A skeleton to write over. Placeholders and notes show what goes where.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pattern"].choices = [
            (one.key, f"{one.name}: {one.explanation}") for one in patterns()
        ]


def new_clause(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a clause below the library `pk`, and open it in the editor."""
    index = get_object_or_404(ClauseIndexPage, pk=pk)
    if not index.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    form = NewClauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["pattern"]
        clause = begin_clause(
            index=index,
            title=form.cleaned_data["title"],
            pattern=next(one for one in patterns() if one.key == chosen),
            author=request.user,
        )
        return redirect("wagtailadmin_pages:edit", clause.pk)
    context = {
        "form": form,
        "index": index,
        "page_title": "New clause from a pattern",
        "header_icon": "doc-full",
    }
    return render(request, "procurement/admin/new_clause.html", context)
