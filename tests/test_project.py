"""The repository agrees with itself: settings, locks, commands, layout."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from hub.settings import env

ROOT = Path(__file__).parent.parent


def test_settings_table_in_readme_names_what_the_code_reads():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", readme, re.M)

    assert rows == [
        (variable.name, variable.default, variable.meaning)
        for variable in env.VARIABLES
    ]


def test_settings_read_the_environment_only_through_env():
    reading = re.compile(r"os\.environ|getenv")
    modules = [
        path.relative_to(ROOT).as_posix()
        for package in ("hub", "forum", "casestudies")
        for path in (ROOT / package).rglob("*.py")
        if reading.search(path.read_text(encoding="utf-8"))
    ]

    # wsgi names the settings module; test settings make a folder for the run.
    assert sorted(modules) == ["hub/settings/test.py", "hub/wsgi.py"]


@pytest.mark.parametrize(
    ("lock", "at_least"),
    [
        ("requirements.txt", 40),
        ("requirements-dev.txt", 40),
        ("requirements-geodata.txt", 4),
    ],
)
def test_lock_file_names_no_registry_and_hashes_every_pin(lock, at_least):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^[A-Za-z0-9_.\[\]-]+==.+\\$", text, re.M)

    assert "://" not in text
    assert "--index" not in text
    assert len(pins) >= at_least
    assert len(re.findall(r"^\S+==", text, re.M)) == len(pins)


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [")
    block = lines[start + 1 : lines.index("]", start)]

    bare = [
        line.strip()
        for before, line in zip(["", *block], block, strict=False)
        if line.strip().startswith('"') and not before.strip().startswith("#")
    ]

    assert bare == []


@pytest.mark.django_db
def test_models_have_no_missing_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    assert capsys.readouterr().out == ""


def test_migrations_are_named_for_what_they_do():
    named_by_machine = [
        path.relative_to(ROOT).as_posix()
        for package in ("hub", "forum", "casestudies")
        for path in (ROOT / package).glob("**/migrations/[0-9]*.py")
        if re.search(r"_auto_|0001_initial", path.name)
    ]

    assert named_by_machine == []


def test_make_lists_its_commands():
    listed = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    for command in ("run", "dev", "test", "check", "demo"):
        assert f"make {command} " in listed


def test_every_folder_of_tests_is_a_package():
    # Without it pytest would name tests/forum "forum" and meet the real package.
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_templates_hold_no_inline_script_or_style():
    # A block of JSON-LD is data: no browser runs it, and the policy lets it be.
    inline = re.compile(
        r" style=[\"']|<style|\son[a-z]+=[\"']"
        r"|<script(?! type=\"application/ld\+json\">)(?![^>]*\bsrc=)",
        re.I,
    )
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "templates").rglob("*.html")
        if inline.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_form_in_an_included_template_is_handed_its_token():
    """`only` keeps everything out of an included template, the token of forms as well."""
    sources = {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
        for path in (ROOT / "templates").rglob("*.html")
    }
    with_form = {name for name, text in sources.items() if "{% csrf_token %}" in text}
    without_token = [
        f"{name}: {match[0]}"
        for name, text in sources.items()
        for match in re.finditer(r'{% include "([^"]+)"[^%]* only %}', text)
        if match[1] in with_form and "csrf_token=csrf_token" not in match[0]
    ]
    assert with_form
    assert without_token == []
