"""Say, on the first page of the admin, when letters need somebody."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from hub.notify.models import Letter
from hub.notify.sending import due

# The site sends within seconds, and tries again a mail server that is away.
WAITED_TOO_LONG = timedelta(hours=1)


class LettersPanel(Component):
    """Shown only when letters were given up, are in doubt, or are not sent at all."""

    name = "letters_trouble"
    template_name = "notify/admin/trouble.html"
    order = 11

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Count them."""
        before = timezone.now() - WAITED_TOO_LONG
        return {
            "over": Letter.objects.in_need().count(),
            "waiting": due().filter(due_at__lt=before).count(),
        }
