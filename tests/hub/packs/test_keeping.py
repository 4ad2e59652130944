"""A visitor's packs: in their browser, kept on sign-in, and swept when left."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from hub.accounts.personal import parts
from hub.packs.actions import make_pack, sweep
from hub.packs.holding import KEPT_FOR, Holder
from hub.packs.models import Pack
from tests.conftest import PASSWORD
from tests.factories.packs import make_own_pack, put_in


def collected(client, name="Mine") -> Pack:
    client.post("/packs/new/", {"name": name})
    return Pack.objects.get(name=name)


def sign_in(client, person):
    sent = {"login": person.email, "password": PASSWORD}
    return client.post("/accounts/login/", sent, follow=True)


def test_visitor_reaches_their_own_pack_and_no_other_visitor_does(client, db):
    pack = collected(client)

    assert client.get(f"/packs/{pack.pk}/").status_code == 200
    assert "Mine" in client.get("/packs/").text
    assert Client().get(f"/packs/{pack.pk}/").status_code == 404
    assert "Mine" not in Client().get("/packs/").text


def test_pack_is_kept_when_the_visitor_signs_in(client, member, things):
    pack = collected(client)
    put_in(pack, things.clause, rate="£14")
    before = client.session.session_key

    response = sign_in(client, member)

    pack.refresh_from_db()
    assert client.session.session_key != before
    assert (pack.owner, pack.visitor) == (member, "")
    assert "is kept in your account" in response.text
    assert "£14" in client.get(f"/packs/{pack.pk}/fill/").text
    assert client.get(f"/packs/{pack.pk}/pack.docx").status_code == 200


def test_pack_stays_the_members_after_signing_out(client, member):
    pack = collected(client)
    sign_in(client, member)
    client.post("/accounts/logout/")

    assert client.get(f"/packs/{pack.pk}/").status_code == 404
    sign_in(client, member)
    assert client.get(f"/packs/{pack.pk}/").status_code == 200


def test_signing_in_without_packs_says_nothing_of_them(client, member):
    assert "in your account" not in sign_in(client, member).text


def test_wrong_password_keeps_the_pack_with_the_visitor(client, member):
    pack = collected(client)
    client.post("/accounts/login/", {"login": member.email, "password": "wrong one"})

    pack.refresh_from_db()
    assert pack.owner is None
    assert client.get(f"/packs/{pack.pk}/").status_code == 200


def test_applicant_who_is_not_let_in_keeps_the_pack_in_their_browser(client, person):
    applicant = person("Abby Applicant", approved_at=None)
    pack = collected(client)

    sign_in(client, applicant)

    pack.refresh_from_db()
    assert pack.owner is None
    assert client.get(f"/packs/{pack.pk}/").status_code == 200


def test_packs_that_nobody_worked_on_are_swept_and_others_stay(member, db):
    long_ago = timezone.now() - KEPT_FOR - dt.timedelta(minutes=1)
    left = make_pack(holder=Holder(visitor="left"), name="Left")
    at_work = make_pack(holder=Holder(visitor="at work"), name="Older of two")
    make_pack(holder=Holder(visitor="at work"), name="Newer of two")
    own = make_own_pack(member, name="A member's")
    Pack.objects.filter(pk__in=[left.pk, at_work.pk, own.pk]).update(used_at=long_ago)

    assert sweep() == 1

    assert not Pack.objects.filter(pk=left.pk).exists()
    assert Pack.objects.count() == 3


def test_daily_run_sweeps(db):
    make_pack(holder=Holder(visitor="left"), name="Left")
    Pack.objects.update(used_at=timezone.now() - 2 * KEPT_FOR)
    out = StringIO()

    call_command("sweep_packs", stdout=out)

    assert out.getvalue() == "Packs deleted: 1.\n"
    assert not Pack.objects.exists()


@pytest.mark.parametrize("visitor", ["", "both"])
def test_pack_of_nobody_or_of_two_is_refused_by_the_database(member, visitor):
    owner = member if visitor else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.create(owner=owner, visitor=visitor, name="Whose?")


def test_packs_are_exported_and_erased_with_their_member(member, person, things):
    other = make_own_pack(person("Olga Other"), name="Another's")
    pack = make_own_pack(member, things.clause, rate="£14")
    pack.items.update(note="Ask the board.")
    (part,) = [one for one in parts() if one.key == "packs"]

    (row,) = part.export(member)
    part.erase(member)

    assert (row["Name"], row["Your notes"]) == (pack.name, "Ask the board.")
    assert row["Put into placeholders"] == "rate: £14"
    assert list(Pack.objects.all()) == [other]
