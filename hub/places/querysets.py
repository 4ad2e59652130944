"""Questions about councils and trusts."""

from typing import Self

from django.db import models


class CouncilQuerySet(models.QuerySet):
    """Councils and trusts."""

    def responsible_for_care(self) -> Self:
        """Keep the bodies that are responsible for adult social care."""
        return self.filter(has_adult_social_care=True)
