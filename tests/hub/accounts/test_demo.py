from io import StringIO

import pytest
from django.core.management import call_command

from hub.accounts import demo
from hub.accounts.demo import NotALocalSite, ensure_demo_people
from hub.accounts.models import User


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.IS_LOCAL = True


def sign_ins(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line.split()[1]: line.split()[2] for line in lines}


def test_demo_people_are_one_of_each_kind_and_sign_in(home, client):
    passwords = sign_ins(ensure_demo_people())

    assert [address.split("@")[0] for address in passwords] == [
        "member",
        "founder",
        "commissioner",
        "editor",
        "coordinator",
        "administrator",
    ]
    for address, password in passwords.items():
        assert client.login(email=address, password=password)
    assert len(set(passwords.values())) == 6


def test_demo_editor_and_administrator_reach_the_editor_and_a_member_does_not(
    home, client_for
):
    ensure_demo_people()

    def answer(kind):
        user = User.objects.get(email=f"{kind}@localhost.invalid")
        return client_for(user).get("/admin/").status_code

    assert answer("editor") == answer("administrator") == 200
    assert answer("coordinator") == 200
    assert answer("member") != 200


def test_demo_people_and_their_passwords_stay_when_asked_again(db):
    first = sign_ins(ensure_demo_people())
    second = sign_ins(ensure_demo_people())

    assert first == second
    assert User.objects.count() == 6


def test_demo_password_missing_from_the_file_is_made_anew(db, client):
    file = ensure_demo_people()
    before = sign_ins(file)
    file.unlink()

    after = sign_ins(ensure_demo_people())

    assert not set(before.values()) & set(after.values())
    assert client.login(
        email="editor@localhost.invalid", password=after["editor@localhost.invalid"]
    )
    assert User.objects.count() == 6


@pytest.mark.parametrize("existing", [False, True])
def test_demo_file_is_readable_by_its_owner_alone(db, tmp_path, existing):
    if existing:
        (tmp_path / demo.FILE_NAME).touch(mode=0o644)

    assert ensure_demo_people().stat().st_mode & 0o777 == 0o600


def test_demo_people_are_never_made_on_a_site_for_others(db, settings, tmp_path):
    settings.IS_LOCAL = False
    out = StringIO()

    with pytest.raises(NotALocalSite):
        ensure_demo_people()
    call_command("demo_sign_ins", stdout=out)

    assert "is not a local address" in out.getvalue()
    assert not User.objects.exists()
    assert not (tmp_path / demo.FILE_NAME).exists()


def test_command_prints_the_sign_ins_and_where_they_are_kept(db, tmp_path):
    out = StringIO()
    call_command("demo_sign_ins", stdout=out)

    file = tmp_path / demo.FILE_NAME
    assert str(file) in out.getvalue()
    assert file.read_text() in out.getvalue()
