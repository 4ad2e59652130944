"""What people search for, as something that one may or may not see."""

from django.db import models


class SearchLog(models.Model):
    """Stands for the counts of searches among the permissions.

    It has no table: the counts lie in a file of their own (`hub.search.log_store`).
    """

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [("view_searchlog", "Can see what people search for")]
        verbose_name = "record of searches"
        verbose_name_plural = "record of searches"

    def __str__(self) -> str:
        return "What people search for"
