"""Where the files of messages lie: below the data directory, where no address leads."""

import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """A folder of its own, never below MEDIA_ROOT; only a view hands out what is in it."""

    def __init__(self) -> None:
        super().__init__(
            file_permissions_mode=0o600, directory_permissions_mode=0o700, base_url=None
        )

    @property
    def base_location(self) -> str:
        """Return the folder, as the settings have it now."""
        return str(settings.DATA_DIR / "forum-files")

    @property
    def location(self) -> str:
        """Return the same: it is absolute already."""
        return self.base_location

    def url(self, name: str | None) -> str:
        """Refuse: there is no address but that of the view."""
        raise ValueError("These files have no address of their own.")


def random_name(instance: Any, filename: str) -> str:
    """Return a name nobody can guess; what the sender called the file is not in it."""
    return secrets.token_urlsafe(24)
