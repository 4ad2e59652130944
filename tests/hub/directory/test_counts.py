"""Counts, list, map and files agree with a plain filter, for many states drawn by lot."""

import csv
import io
import json
import random
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone

from hub.core.vocabulary import Nation, OrganisationKind, Stage
from hub.directory.asked import Asked
from hub.directory.models import Organisation, Rating, Verification
from hub.directory.vocabulary import RatingGrade, Regulator
from hub.places.models import Council, Region
from hub.places.points import Point, miles_between
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

SERVICES = ("home_care", "day_services", "respite", "live_in_care")
MODELS = ("worker", "platform", "community")
TOPICS = ("training", "policy", "governance")
COUNCILS = ("suffolk", "camden", "gwynedd", "leeds")
LIST = "/co-ops/"


def some(chance, values, most=2):
    return tuple(chance.sample(list(values), chance.randint(0, most)))


def rated(chance, organisation):
    today = timezone.localdate()
    for _ in range(chance.randint(0, 3)):
        Rating.objects.create(
            organisation=organisation,
            regulator=chance.choice(Regulator.values[:2]),
            grade=chance.choice(RatingGrade.values),
            service=chance.choice(("", "Home care")),
            rated_on=today - timedelta(days=chance.randint(0, 3)),
            url="https://example.org/",
        )
    if chance.random() < 0.5:
        begun = chance.choice((-40, -20, 5))
        Verification.objects.create(
            organisation=organisation,
            criterion="rules",
            evidence="Its rules.",
            verified_on=today + timedelta(days=begun),
            valid_until=today + timedelta(days=begun + chance.choice((10, 20, 90))),
        )


@pytest.fixture
def drawn(home):
    """Forty organisations drawn by lot; a few are drafts."""
    chance = random.Random(5)
    for number in range(40):
        made = make_organisation(
            f"Org {number}",
            kind=chance.choice(OrganisationKind.values[:3]),
            nation=chance.choice(["", *Nation.values]),
            region=chance.choice(["", *Region.values[:3]]),
            stage=chance.choice(["", *Stage.values]),
            colleagues=chance.choice((None, 3, 20, 300)),
            models=some(chance, MODELS),
            services=some(chance, SERVICES, 3),
            helps=some(chance, TOPICS),
            seeks=some(chance, TOPICS),
            councils=some(chance, COUNCILS),
            live=number % 10 != 0,
        )
        rated(chance, made)
        if chance.random() < 0.7:
            Organisation.objects.filter(pk=made.pk).update(
                latitude=52.06 + chance.uniform(-1, 1),
                longitude=1.15 + chance.uniform(-1, 1),
            )


def answers_of(organisation):
    """Return what an organisation answers to each question, written out plainly."""
    today = timezone.localdate()
    ratings = list(organisation.ratings.all())
    grades = set()
    for one in ratings:
        same = [
            other
            for other in ratings
            if (other.regulator, other.service) == (one.regulator, one.service)
        ]
        if one.rated_on == max(other.rated_on for other in same):
            grades.add(one.grade)
    holds = any(
        one.verified_on <= today <= one.valid_until
        for one in organisation.verifications.all()
    )
    return {
        "kind": {organisation.kind},
        "nation": {organisation.nation} - {""},
        "region": {organisation.region} - {""},
        "stage": {organisation.stage} - {""},
        "size": {organisation.size_band} - {""},
        "service": {one.key for one in organisation.services.all()},
        "people": {one.key for one in organisation.people_supported.all()},
        "model": {one.key for one in organisation.ownership_models.all()},
        "helps": {one.slug for one in organisation.can_help_with.all()},
        "seeks": {one.slug for one in organisation.looking_for.all()},
        "council": {one.slug for one in organisation.councils_served.all()},
        "rating": grades,
        "verified": {"yes"} if holds else set(),
    }


def everything():
    """Return what each published organisation answers, with its point."""
    return [
        (one.pk, answers_of(one), one.latitude, one.longitude)
        for one in Organisation.objects.filter(live=True)
    ]


def states(everything, number):
    """Draw so many addresses: some of the values that somebody has."""
    chance = random.Random(11)
    pool = [
        (name, value)
        for _, answers, *_ in everything
        for name, values in sorted(answers.items())
        for value in sorted(values)
    ]
    for _ in range(number):
        chosen = {}
        for name, value in chance.sample(pool, chance.randint(0, 4)):
            chosen.setdefault(name, set()).add(value)
        place = chance.choice(({}, {}, {"near": "IP", "within": 50}, {"near": "Wales"}))
        yield chosen, place


def fits(answers, chosen, leave_out=""):
    return all(
        answers[name] & values for name, values in chosen.items() if name != leave_out
    )


def is_here(row, place, point):
    _, answers, north, east = row
    if place.get("near") == "Wales":
        return "wales" in answers["nation"] or "gwynedd" in answers["council"]
    if place:
        return north is not None and miles_between(point, Point(north, east)) <= 50
    return True


def test_counts_and_results_are_those_of_a_plain_filter(drawn):
    rows = everything()
    sizes = set()
    for chosen, place in states(rows, 200):
        address = urlencode({**place, **chosen}, doseq=True)
        asked = Asked.of(QueryDict(address), user=AnonymousUser())
        here = [row for row in rows if is_here(row, place, asked.point)]
        fitting = {key for key, answers, *_ in here if fits(answers, chosen)}

        assert set(asked.keys) == fitting, address
        sizes.add(len(fitting))
        counts = {facet.name: facet.options for facet in asked.facets()}
        for name in rows[0][1]:
            wanted = {}
            for _, answers, *_ in here:
                if fits(answers, chosen, leave_out=name):
                    for value in answers[name]:
                        wanted[value] = wanted.get(value, 0) + 1
            shown = {one.value: one.count for one in counts.get(name, ()) if one.count}
            assert shown == wanted, (address, name)
            empty = [one for one in counts.get(name, ()) if not one.count]
            assert all(one.selected for one in empty), (address, name)
    assert len(sizes) > 10


def test_list_map_and_files_hold_the_same_in_states_drawn_by_lot(drawn, client):
    for chosen, place in list(states(everything(), 12)):
        address = urlencode({**place, **chosen}, doseq=True)
        first = client.get(f"{LIST}?{address}&view=map")
        keys = list(first.context["page"])
        for number in range(2, first.context["page"].paginator.num_pages + 1):
            page = client.get(f"{LIST}?{address}&page={number}").context["page"]
            keys += list(page)
        points = client.get(f"{LIST}points.geojson?{address}").json()["features"]
        placed = [one["id"] for one in points if one["geometry"]]

        assert [one["id"] for one in points] == keys
        assert first.context["map"]["placed"] == len(placed)
        assert first.context["map"]["unplaced"] == len(keys) - len(placed)
        assert _rows(client, address) == _features(client, address) == keys


def test_council_is_offered_under_its_part_of_the_country(drawn, client):
    facets = {one.name: one for one in client.get(LIST).context["facets"]}
    councils = {one.value: one.group for one in facets["council"].options}

    assert councils["suffolk"] == "East of England"
    assert councils["gwynedd"] == "Wales"
    assert len(councils) < Council.objects.count()


def _rows(client, address):
    text = b"".join(client.get(f"{LIST}export.csv?{address}")).decode("utf-8-sig")
    return [int(row["id"]) for row in csv.DictReader(io.StringIO(text))]


def _features(client, address):
    parts = b"".join(client.get(f"{LIST}export.geojson?{address}"))
    return [one["id"] for one in json.loads(parts)["features"]]
