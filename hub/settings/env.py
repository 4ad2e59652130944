"""Read the hub's settings from the environment, and refuse to start on a bad one.

Every value that may be set is declared in `VARIABLES`; the table in the README is
compared with it by a test, so the two cannot drift apart.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()


@dataclass(frozen=True, slots=True)
class Variable:
    """One value the site reads: its name, its default in words, and what it does."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable(
        "HUB_DATA_DIR",
        "`var/` beside the code",
        "Where everything the site writes lives: database, index, media, key.",
    ),
    Variable(
        "HUB_DEBUG",
        "off",
        "Django's debug pages and unhashed static files. Never on a public site.",
    ),
    Variable(
        "HUB_SECRET_KEY",
        "made on first start, kept in the data directory",
        "Signs sessions and links. Required by `hub.settings.production`.",
    ),
    Variable(
        "HUB_BASE_URL",
        "`http://localhost:8000`",
        "The address people type; used in links, mail and host checks.",
    ),
    Variable(
        "HUB_ALLOWED_HOSTS",
        "the host of `HUB_BASE_URL`, and local names when it is local",
        "Comma-separated host names the site answers to.",
    ),
    Variable(
        "DATABASE_URL",
        "SQLite in the data directory",
        "`postgres://user:password@host/name` moves the site to PostgreSQL.",
    ),
    Variable(
        "REDIS_URL",
        "a cache of files in the data directory",
        "`redis://host:6379/0` shares the cache between machines.",
    ),
    Variable(
        "SEARCH_URL",
        "`whoosh:`",
        "The search engine. `whoosh:` keeps its index in the data directory; "
        "`modelsearch:` in the database; `opensearch3:https://user:password@host` or "
        "`elasticsearch9:https://…` in a cluster.",
    ),
    Variable(
        "EMAIL_URL",
        "`consolemail://` (printed)",
        "How mail is sent, e.g. `smtp+tls://user:password@host:587`.",
    ),
    Variable(
        "HUB_FROM_EMAIL",
        "`hub@localhost`",
        "The sender of the site's mail.",
    ),
    Variable(
        "HUB_SEND_MAIL",
        "`inline`",
        "`inline`: the site sends its mail itself, behind the requests' backs; `worker`: "
        "`manage.py send_mail` does.",
    ),
    Variable(
        "HUB_KEEP_LETTERS_DAYS",
        "90",
        "How long it is kept which mail was sent to whom.",
    ),
    Variable(
        "HUB_KEEP_NOTIFICATIONS_DAYS",
        "365",
        "How long people find what they were told in their notifications.",
    ),
    Variable(
        "HUB_KEEP_DRAFTS_DAYS",
        "60",
        "How long it is kept what members have begun to write and not posted.",
    ),
    Variable(
        "HUB_KEEP_REMOVED_WORDS_DAYS",
        "90",
        "How long moderators, and their author, can read what was removed in the forum.",
    ),
    Variable(
        "HUB_TRUSTED_PROXIES",
        "0; 1 with `hub.settings.production`",
        "How many proxies stand before the site, for addresses in rate limits.",
    ),
    Variable(
        "HUB_APPROVE_BY_DOMAIN",
        "off",
        "Let people in at once whose confirmed address is at the website of an "
        "organisation that a member acts for.",
    ),
    Variable(
        "HUB_APPROVE_INVITED",
        "off",
        "Let people in at once whom a member invited; off, they wait like others.",
    ),
    Variable(
        "HUB_LEAVING_GRACE_DAYS",
        "14",
        "How many days somebody who leaves can come back before the account is erased.",
    ),
    Variable(
        "HUB_HOLD_FIRST_POSTS",
        "1",
        "How many approved posts make a member of the forum known. Until then a "
        "moderator reads theirs before they appear; 0 holds nobody's.",
    ),
    Variable(
        "HUB_NEWCOMER_LINKS",
        "2",
        "How many links to other sites fit into a post of a member who is not known yet.",
    ),
    Variable(
        "HUB_REQUIRE_SECOND_FACTOR",
        "on; off on a local site",
        "Staff reach the editor only with a second factor. Off is for a local site.",
    ),
    Variable(
        "HUB_MAP_TILE_URL",
        "off",
        "A server of map pictures for the map of the directory, like "
        "`https://tiles.example/{z}/{x}/{y}.png`. It learns which part of the map each "
        "visitor looks at. Off, the map shows coasts alone and asks nobody.",
    ),
    Variable(
        "HUB_MAP_TILE_CREDIT",
        "none",
        "Whose map that is, in words, as its licence asks; required with it.",
    ),
    Variable(
        "HUB_PAGE_CACHE_SECONDS",
        "60",
        "How long a page for visitors may be sent again as it was drawn, and what pages "
        "ask for again and again be remembered, while nothing in the database changes; 0 "
        "asks and draws anew each time. A change shows at once; what follows from the "
        "time of day alone shows up to this much later.",
    ),
    Variable(
        "HUB_LOG_JSON",
        "off",
        "Log lines as JSON, for machines.",
    ),
    Variable(
        "PORT",
        "8000",
        "Where `make run` and `make dev` listen.",
    ),
)
_DECLARED = frozenset(variable.name for variable in VARIABLES)
_CLUSTERS = frozenset({"elasticsearch8", "elasticsearch9", "opensearch3"})
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def _declared(name: str) -> str:
    """Return `name`, or say that it is missing from `VARIABLES`."""
    if name not in _DECLARED:
        raise ImproperlyConfigured(f"{name} is read but not declared in env.VARIABLES.")
    return name


def text(name: str, *, default: str) -> str:
    """Read words."""
    return _env.str(_declared(name), default=default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Read yes or no: 1/0, true/false, yes/no, on/off; anything else is refused."""
    written = text(name, default="1" if default else "0").lower()
    if written in {"1", "true", "yes", "on"}:
        return True
    if written in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {written!r}.")


def number(name: str, *, default: int) -> int:
    """Read a whole number that is not negative."""
    written = text(name, default=str(default))
    if not written.isascii() or not written.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {written!r}.")
    return int(written)


def one_of(name: str, values: tuple[str, ...]) -> str:
    """Read one of some words; the first is the default."""
    written = text(name, default=values[0])
    if written not in values:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(values)}, not {written!r}."
        )
    return written


def listing(name: str, *, default: list[str]) -> list[str]:
    """Read a comma-separated list; blanks are dropped."""
    written = text(name, default=",".join(default))
    return [part.strip() for part in written.split(",") if part.strip()]


def path(name: str, *, default: Path) -> Path:
    """Read a directory, made when absent."""
    directory = Path(text(name, default=str(default))).expanduser().resolve()
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}: cannot use {directory}: {error}"
        ) from error
    return directory


def web_address(name: str, *, default: str) -> str:
    """Read an http(s) address without a path; returned without a trailing slash."""
    address = text(name, default=default).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(
            f"{name} must look like https://hub.example, not {address!r}."
        )
    return address


def tile_address(name: str) -> str:
    """Read where a server has the squares of a map, "" when none is to be asked.

    One server by name: the policy then allows that one and no other.
    """
    address = text(name, default="")
    parts = urlsplit(address.partition("{")[0])
    has_squares = all(part in address for part in ("{z}", "{x}", "{y}"))
    if address and not (
        parts.scheme == "https" and parts.hostname and parts.path and has_squares
    ):
        raise ImproperlyConfigured(
            f"{name} must look like https://tiles.example/{{z}}/{{x}}/{{y}}.png, "
            f"with one server's name, not {address!r}."
        )
    return address


def origin(address: str) -> str:
    """Return the scheme, host and port of a web address, as policies name them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def is_local(address: str) -> bool:
    """Say whether `address` (a web address) names this machine and no other."""
    return urlsplit(address).hostname in _LOCAL_HOSTS


def secret(name: str, *, keep_in: Path) -> str:
    """Read a secret, or make one on first start and keep it in the file `keep_in`.

    The file is readable by its owner only. A second process that starts at the same
    moment takes the key of whichever wrote first.
    """
    given = text(name, default="")
    if given:
        return given
    try:
        with open(keep_in, "x", opener=_owner_only) as new:
            new.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    kept = keep_in.read_text().strip()
    if len(kept) < 50:
        raise ImproperlyConfigured(f"{keep_in} holds no usable key; delete it.")
    return kept


def _owner_only(file: str, flags: int) -> int:
    return os.open(file, flags, mode=0o600)


def required(name: str) -> str:
    """Read words that must have been given."""
    given = text(name, default="")
    if not given:
        raise ImproperlyConfigured(f"Set {name}; this site does not start without it.")
    return given


def database(name: str, *, default: Path) -> dict:
    """Read where the content database is; `default` is a SQLite file.

    SQLite gets write-ahead logging, IMMEDIATE transactions and a busy timeout, because
    without all three concurrent writers meet "database is locked".
    """
    address = text(name, default="") or f"sqlite:///{default}"
    config = _env.db_url_config(address)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=NORMAL;"
                "PRAGMA mmap_size=134217728;"
                "PRAGMA cache_size=-16000;"
            ),
        }
    elif config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            f"{name} must be sqlite: or postgres:, not {address!r}."
        )
    # Django's own, with a moment before each commit.
    config["ENGINE"] = config["ENGINE"].replace("django.db.backends", "hub.core.db")
    config["CONN_MAX_AGE"] = 600
    config["CONN_HEALTH_CHECKS"] = True
    # A request that only reads must not queue behind writers.
    config["ATOMIC_REQUESTS"] = False
    return config


def search_engine(name: str, *, default: str) -> str:
    """Read which engine answers searches, and where it is when it is elsewhere."""
    address = text(name, default=default)
    if address in {"whoosh:", "modelsearch:"}:
        return address
    scheme, _, place = address.partition(":")
    parts = urlsplit(place)
    if (
        scheme not in _CLUSTERS
        or parts.scheme not in {"http", "https"}
        or not parts.hostname
    ):
        raise ImproperlyConfigured(
            f"{name} must be whoosh:, modelsearch: or like opensearch3:https://host "
            f"({', '.join(sorted(_CLUSTERS))})."
        )
    return address


def cache(name: str, *, default: Path) -> dict:
    """Read the cache that all processes share; by default files under `default`.

    Rate limits are counted in it, so a cache in each process would not do.
    """
    address = text(name, default="")
    if not address:
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(default),
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    if urlsplit(address).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{name} must start with redis://, not {address!r}.")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
        # A cache that hangs must not hang the site.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
    }


def mail(name: str) -> dict:
    """Read how mail is sent, as Django's EMAIL_ settings; SMTP is spoken our way."""
    config = _env.email_url_config(text(name, default="consolemail://"))
    if config["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
        config["EMAIL_BACKEND"] = "hub.notify.smtp.EmailBackend"
    return config
