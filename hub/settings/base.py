"""Every setting of the hub; the defaults are SQLite, Whoosh and local files."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from hub.settings import env
from hub.settings.maps import *  # noqa: F403
from hub.settings.people import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.path("HUB_DATA_DIR", default=BASE_DIR / "var")

DEBUG = env.flag("HUB_DEBUG")
SECRET_KEY = env.secret("HUB_SECRET_KEY", keep_in=DATA_DIR / "secret-key")
PORT = env.number("PORT", default=8000)
BASE_URL = env.web_address("HUB_BASE_URL", default=f"http://localhost:{PORT}")
IS_LOCAL = env.is_local(BASE_URL)
ALLOWED_HOSTS = env.listing(
    "HUB_ALLOWED_HOSTS",
    default=["localhost", "127.0.0.1", "[::1]"]
    if IS_LOCAL
    else [urlsplit(BASE_URL).hostname or ""],
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
SITE_NAME = "Care Co-op Hub"

# --- Applications ---------------------------------------------------------------------

INSTALLED_APPS = [
    # Plug-ins.
    "casestudies",
    "forum.adapter",
    "forum.files",
    "forum.answers",
    "forum.writing",
    "forum.following",
    "forum.moderating",
    "forum.guarding",
    "forum.into_guidance",
    # The platform, highest layer first.
    "hub.home",
    "hub.members",
    "hub.packs",
    "hub.newsletter",
    "hub.directory",
    "hub.guidance",
    "hub.glossary",
    "hub.procurement",
    "hub.search",
    "hub.notify",
    "hub.downloads",
    "hub.accounts",
    "hub.design",
    "hub.media",
    "hub.places",
    "hub.core",
    # machina, overridden app by app; its search app and haystack stay out.
    "mptt",
    "machina",
    "forum.forum",
    "forum.forum_conversation",
    "forum.forum_conversation.forum_attachments",
    "forum.forum_conversation.forum_polls",
    "forum.forum_feeds",
    "forum.forum_moderation",
    "forum.forum_tracking",
    "forum.forum_member",
    "forum.forum_permission",
    # Wagtail. "modelsearch" must not be listed beside wagtail.search.
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "hub.accounts.apps.PeopleInAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "heroicons",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hub.core.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hub.core.page_cache.middleware.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "hub.core.middleware.CleanRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hub.accounts.middleware.LetInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hub.design.middleware.ErrorPageMiddleware",
    "hub.accounts.second_factor.SecondFactorMiddleware",
    "forum.forum_permission.middleware.ForumPermissionMiddleware",
    "forum.forum_tracking.middleware.CarryOverMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # Last, because it calls the view.
    "hub.core.middleware.WholePrivacyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.static",
                "hub.core.templatetags.addresses",
                "hub.design.templatetags.design",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.core.context_processors.site",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", default=DATA_DIR / "hub.sqlite3")}
# How long a page for visitors may be sent again while nothing changes; 0 keeps none.
PAGE_CACHE_SECONDS = 0 if DEBUG else env.number("HUB_PAGE_CACHE_SECONDS", default=60)
CACHES = {
    "default": env.cache("REDIS_URL", default=DATA_DIR / "cache"),
    # machina asks for this cache by name to keep uploads between form steps.
    "machina_attachments": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "upload-cache",
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES = {
    # Overridden apps keep machina's own tables and history.
    "forum": "machina.apps.forum.migrations",
    "forum_conversation": "machina.apps.forum_conversation.migrations",
    "forum_permission": "machina.apps.forum_permission.migrations",
    "forum_member": "machina.apps.forum_member.migrations",
    "forum_tracking": "machina.apps.forum_tracking.migrations",
    "forum_attachments": (
        "machina.apps.forum_conversation.forum_attachments.migrations"
    ),
    "forum_polls": "machina.apps.forum_conversation.forum_polls.migrations",
}

# --- People ---------------------------------------------------------------------------

# Staff see no page of the editor without a second factor.
REQUIRE_SECOND_FACTOR = env.flag("HUB_REQUIRE_SECOND_FACTOR", default=not IS_LOCAL)
if not (REQUIRE_SECOND_FACTOR or IS_LOCAL):
    raise ImproperlyConfigured("HUB_REQUIRE_SECOND_FACTOR is off only on a local site.")
MFA_TOTP_ISSUER = SITE_NAME

# --- Wagtail --------------------------------------------------------------------------

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Europe/London", "UTC"]
WAGTAILIMAGES_IMAGE_MODEL = "media.HubImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "media.HubDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "rtf", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- Search, forum --------------------------------------------------------------------

SEARCH_URL = env.search_engine("SEARCH_URL", default="whoosh:")
# So many approved posts make a member known; until then theirs wait for a moderator.
FORUM_HOLD_FIRST_POSTS = env.number("HUB_HOLD_FIRST_POSTS", default=1)
# The most links to other sites in a post that waits because its writer is new.
FORUM_NEWCOMER_LINKS = env.number("HUB_NEWCOMER_LINKS", default=2)
MACHINA_FORUM_NAME = "Forum"
MACHINA_TOPIC_POSTS_NUMBER_PER_PAGE = 20
MACHINA_MARKUP_LANGUAGE = ("forum.adapter.markup.render", {})
MACHINA_MARKUP_WIDGET = "django.forms.Textarea"
MACHINA_USER_DISPLAY_NAME_METHOD = "get_display_name"
# Permissions are rows in the database; this setting counts as user-level and misleads.
MACHINA_DEFAULT_AUTHENTICATED_USER_FORUM_PERMISSIONS: list[str] = []

# --- Words, time, files ---------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMS_URLFIELD_ASSUME_HTTPS = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Mail -----------------------------------------------------------------------------

vars().update(env.mail("EMAIL_URL"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("HUB_FROM_EMAIL", default="hub@localhost")
EMAIL_SUBJECT_PREFIX = ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "

SEND_MAIL = env.one_of("HUB_SEND_MAIL", ("inline", "worker"))
KEEP_LETTERS_DAYS = env.number("HUB_KEEP_LETTERS_DAYS", default=90)
KEEP_DRAFTS_DAYS = env.number("HUB_KEEP_DRAFTS_DAYS", default=60)
KEEP_NOTIFICATIONS_DAYS = env.number("HUB_KEEP_NOTIFICATIONS_DAYS", default=365)
KEEP_REMOVED_WORDS_DAYS = env.number("HUB_KEEP_REMOVED_WORDS_DAYS", default=90)

# --- Safety ---------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hub.design.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Wagtail lets its own previews, under /admin/, be framed by the editor.
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *MAP_TILE_SOURCES],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
    # Wagtail's editor still writes inline scripts and styles; it has its own policy,
    # set in hub.core.middleware.
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
}

# --- Logs -----------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "hub.core.log_format.PlainFormatter"},
        "json": {"()": "hub.core.log_format.JSONFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env.flag("HUB_LOG_JSON") else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "hub": {"level": "INFO"},
        "forum": {"level": "INFO"},
        "casestudies": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Strangers asking for other hosts are refused; they need not fill the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
