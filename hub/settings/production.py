"""A site on the web: everything in `base`, HTTPS only, and no key made by itself."""

from django.core.exceptions import ImproperlyConfigured

from hub.settings import env
from hub.settings.base import *  # noqa: F403 - a settings module extends by name

SECRET_KEY = env.required("HUB_SECRET_KEY")
DEBUG = False
# HTTPS ends at a proxy, so there is at least one.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("HUB_TRUSTED_PROXIES", default=1)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
REQUIRE_SECOND_FACTOR = env.flag("HUB_REQUIRE_SECOND_FACTOR", default=True)
if not REQUIRE_SECOND_FACTOR:
    raise ImproperlyConfigured("HUB_REQUIRE_SECOND_FACTOR cannot be off here.")
