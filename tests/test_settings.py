"""Settings that are wrong stop the site, and say which one is wrong."""

import os
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub.search.backend_engine import CLUSTERS
from hub.settings import env


@pytest.mark.parametrize("written", ["maybe", "2", "tru"])
def test_flag_with_anything_but_yes_or_no_is_refused(monkeypatch, written):
    monkeypatch.setenv("HUB_DEBUG", written)

    with pytest.raises(ImproperlyConfigured, match="HUB_DEBUG must be 1 or 0"):
        env.flag("HUB_DEBUG")


@pytest.mark.parametrize(
    ("written", "meant"), [("1", True), ("On", True), ("0", False), ("", False)]
)
def test_flag_reads_yes_and_no(monkeypatch, written, meant):
    monkeypatch.setenv("HUB_DEBUG", written)

    assert env.flag("HUB_DEBUG") is meant


@pytest.mark.parametrize("written", ["-1", "eighty", "8000.0", "²"])
def test_number_that_is_not_whole_is_refused(monkeypatch, written):
    monkeypatch.setenv("PORT", written)

    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number"):
        env.number("PORT", default=8000)


def test_variable_that_is_not_declared_is_refused():
    with pytest.raises(ImproperlyConfigured, match="not declared"):
        env.text("HUB_SURPRISE", default="")


@pytest.mark.parametrize(
    "address", ["hub.example", "ftp://hub.example", "https://hub.example/path", ""]
)
def test_base_url_that_is_no_web_address_is_refused(monkeypatch, address):
    monkeypatch.setenv("HUB_BASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="HUB_BASE_URL must look like"):
        env.web_address("HUB_BASE_URL", default="http://localhost:8000")


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8000", True),
        ("https://hub.example", False),
        ("https://localhost.example.org", False),
    ],
)
def test_local_site_is_told_from_one_on_the_web(address, local):
    assert env.is_local(address) is local


def test_secret_key_is_made_once_and_kept_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("HUB_SECRET_KEY", raising=False)
    file = tmp_path / "secret-key"

    first = env.secret("HUB_SECRET_KEY", keep_in=file)

    assert env.secret("HUB_SECRET_KEY", keep_in=file) == first
    assert len(first) >= 50
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600


def test_secret_key_file_that_is_cut_short_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("HUB_SECRET_KEY", raising=False)
    file = tmp_path / "secret-key"
    file.write_text("short")

    with pytest.raises(ImproperlyConfigured, match="holds no usable key"):
        env.secret("HUB_SECRET_KEY", keep_in=file)


def test_sqlite_by_default_has_wal_immediate_and_a_timeout(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    config = env.database("DATABASE_URL", default=tmp_path / "hub.sqlite3")

    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert config["OPTIONS"]["timeout"] == 5
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert "synchronous=NORMAL" in config["OPTIONS"]["init_command"]
    assert config["ATOMIC_REQUESTS"] is False


def test_database_url_moves_the_site_to_postgresql(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://ada:word@db.example:5433/hub")

    config = env.database("DATABASE_URL", default=tmp_path / "hub.sqlite3")

    assert config["ENGINE"] == "hub.core.db.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == (
        "db.example",
        5433,
        "hub",
    )


def test_database_of_another_make_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "mysql://ada@db.example/hub")

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must be"):
        env.database("DATABASE_URL", default=tmp_path / "hub.sqlite3")


def test_redis_url_moves_the_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("REDIS_URL", "redis://cache.example:6379/0")

    assert (
        env.cache("REDIS_URL", default=tmp_path)["LOCATION"]
        == "redis://cache.example:6379/0"
    )


def test_cache_address_of_another_make_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("REDIS_URL", "memcached://cache.example")

    with pytest.raises(ImproperlyConfigured, match="must start with redis://"):
        env.cache("REDIS_URL", default=tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "whoosh:",
        "modelsearch:",
        "opensearch3:https://ada:word@search.example:9200",
        "elasticsearch9:http://localhost:9200",
    ],
)
def test_search_url_names_an_engine(monkeypatch, address):
    monkeypatch.setenv("SEARCH_URL", address)

    assert env.search_engine("SEARCH_URL", default="whoosh:") == address


@pytest.mark.parametrize(
    "address",
    ["whoosh", "solr:https://host", "opensearch3:", "opensearch3:host", "modelsearch"],
)
def test_search_url_that_names_no_engine_is_refused(monkeypatch, address):
    monkeypatch.setenv("SEARCH_URL", address)

    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL must be"):
        env.search_engine("SEARCH_URL", default="whoosh:")


def test_search_url_that_is_refused_tells_no_password(monkeypatch):
    monkeypatch.setenv("SEARCH_URL", "solr:https://ada:pass-word@search.example")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.search_engine("SEARCH_URL", default="whoosh:")
    assert "pass-word" not in str(refused.value)


def test_clusters_of_the_settings_are_those_of_the_engine():
    assert frozenset(CLUSTERS) == env._CLUSTERS


def test_production_without_a_key_does_not_start(monkeypatch):
    monkeypatch.delenv("HUB_SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="Set HUB_SECRET_KEY"):
        env.required("HUB_SECRET_KEY")


def test_data_directory_that_cannot_be_made_is_refused(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path / "file" / "data"))

    with pytest.raises(ImproperlyConfigured, match="HUB_DATA_DIR: cannot use"):
        env.path("HUB_DATA_DIR", default=tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://tiles.example",
        "tiles",
    ],
)
def test_map_server_that_is_not_one_named_server_of_squares_is_refused(
    monkeypatch, address
):
    monkeypatch.setenv("HUB_MAP_TILE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="HUB_MAP_TILE_URL must look like"):
        env.tile_address("HUB_MAP_TILE_URL")


def test_map_server_is_off_until_named(monkeypatch):
    monkeypatch.delenv("HUB_MAP_TILE_URL", raising=False)

    assert env.tile_address("HUB_MAP_TILE_URL") == ""


def _policy_and_credit(**environment: str) -> subprocess.CompletedProcess:
    code = (
        "from hub.settings import base;"
        "print(base.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_policy_allows_pictures_of_the_map_server_named_and_of_no_other():
    address = "https://tiles.example:8443/map/{z}/{x}/{y}.png"
    without = _policy_and_credit(HUB_MAP_TILE_URL="")
    named = _policy_and_credit(
        HUB_MAP_TILE_URL=address, HUB_MAP_TILE_CREDIT="Some mappers"
    )
    unnamed = _policy_and_credit(HUB_MAP_TILE_URL=address, HUB_MAP_TILE_CREDIT="")

    assert without.stdout.strip() == """["'self'", 'data:']"""
    assert named.stdout.strip() == (
        """["'self'", 'data:', 'https://tiles.example:8443']"""
    )
    assert "HUB_MAP_TILE_CREDIT must say whose map" in unnamed.stderr
