"""All that is kept about a person in one file, for machines and to be read."""

import json
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from hub.accounts import personal
from hub.accounts.models import User
from hub.members.models import Profile
from hub.members.profiles.photos import photo_path

# A larger file than this is written to the disk meanwhile.
_IN_MEMORY = 1024 * 1024
_STYLE = Path(__file__).with_name("takeout.css")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+\+\d\d:\d\d")


def take_out(person: User) -> IO[bytes]:
    """Return a ZIP file, at its beginning, of everything that is kept of a person."""
    now = timezone.localtime()
    parts = [(part, part.export(person)) for part in personal.parts()]
    as_json = {
        "site": settings.BASE_URL,
        "made_at": now.isoformat(),
        "parts": {part.key: {"label": part.label, "rows": r} for part, r in parts},
    }
    to_read = [(part, [_to_read(row) for row in rows]) for part, rows in parts]
    context = {"parts": to_read, "made_at": now, "site_name": settings.SITE_NAME}
    # Closed by the answer that sends it.
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "my-data.json", json.dumps(as_json, ensure_ascii=False, indent=2)
        )
        archive.writestr(
            "my-data.html", render_to_string("members/takeout.html", context)
        )
        archive.write(_STYLE, "my-data.css")
        profile = Profile.objects.filter(user=person).exclude(photo="").first()
        if profile and (path := photo_path(profile.photo, "large")).is_file():
            archive.write(path, "photo.jpg")
    file.seek(0)
    return file


def _to_read(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as people read it: what programs write as a moment is a day and hour."""
    return {
        label: _day_and_hour(value)
        if isinstance(value, str) and _MOMENT.fullmatch(value)
        else value
        for label, value in row.items()
    }


def _day_and_hour(moment: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(moment)), "j F Y, H:i")
