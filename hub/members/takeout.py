"""All that is kept about a person in one file, for machines and to be read."""

import json
import tempfile
import zipfile
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from hub.accounts import personal
from hub.accounts.models import User
from hub.members.models import Profile
from hub.members.photos import photo_path

# A larger file than this is written to the disk meanwhile.
_IN_MEMORY = 1024 * 1024


def take_out(person: User) -> IO[bytes]:
    """Return a ZIP file, at its beginning, of everything that is kept of a person."""
    now = timezone.localtime()
    parts = [(part, part.export(person)) for part in personal.parts()]
    as_json = {
        "site": settings.BASE_URL,
        "made_at": now.isoformat(),
        "parts": {part.key: {"label": part.label, "rows": r} for part, r in parts},
    }
    context = {"parts": parts, "made_at": now, "site_name": settings.SITE_NAME}
    # Closed by the answer that sends it.
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "my-data.json", json.dumps(as_json, ensure_ascii=False, indent=2)
        )
        archive.writestr(
            "my-data.html", render_to_string("members/takeout.html", context)
        )
        profile = Profile.objects.filter(user=person).exclude(photo="").first()
        if profile and (path := photo_path(profile.photo, "large")).is_file():
            archive.write(path, "photo.jpg")
    file.seek(0)
    return file
