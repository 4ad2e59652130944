"""What an editor chose, also while the page is only being previewed."""

from django.db.models import Manager, QuerySet


def saved(chosen: Manager) -> QuerySet:
    """Return what was chosen as a queryset, also in a preview.

    The choice of an unsaved page is a list in a queryset's clothes; what it holds is
    asked for again by its ids.
    """
    rows = chosen.all()
    if isinstance(rows, QuerySet):
        return rows
    return rows.model._default_manager.filter(pk__in=[row.pk for row in rows])
