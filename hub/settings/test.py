"""Settings for tests: `base` with a fast hasher, mail in memory, throw-away files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

# A test run must not meet the developer's own data; each process gets its own folder.
_SCRATCH = Path(tempfile.mkdtemp(prefix="care-coop-hub-test-"))
atexit.register(shutil.rmtree, _SCRATCH, ignore_errors=True)
os.environ["HUB_DATA_DIR"] = str(_SCRATCH)
os.environ.setdefault("HUB_SECRET_KEY", "a-key-for-tests-only-" * 3)

from hub.settings import env  # noqa: E402
from hub.settings.base import *  # noqa: E402, F403 - after the environment is set

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests of joining wait for nothing; a test of its own switches it on.
SIGN_UP_LEAST_SECONDS = 0
# Tests of the editor sign staff in without one; tests of its own switch it on.
REQUIRE_SECOND_FACTOR = False
# Most tests never commit, so that nothing would tell a page of before; likewise.
PAGE_CACHE_SECONDS = 0
# Members of tests are known, and write as fast as a test does; likewise.
FORUM_HOLD_FIRST_POSTS = 0
for _action in (
    "forum_post",
    "forum_post_newcomer",
    "forum_edit",
    "forum_upload",
    "profile_photo",
    "make_pdf",
    "make_pdf_of_visitors",
):
    del ACCOUNT_RATE_LIMITS[_action]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Pages are tested without a collectstatic run; hashing is Django's and WhiteNoise's.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
# Workers side by side must not count each other's guesses, nor empty each other's cache:
# each takes a Redis database of its own, counted from the one given.
if address := env.text("REDIS_URL", default=""):
    _parts = urlsplit(address)
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    _number = int(_parts.path.strip("/") or 0) + _worker
    CACHES["default"]["LOCATION"] = _parts._replace(path=f"/{_number}").geturl()
else:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
if DATABASES["default"]["ENGINE"] == "hub.core.db.sqlite3":
    # pytest-django knows Django's own SQLite alone to be kept in memory.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
