"""The self-check: added up, read further, downloaded, and not kept."""

import io

from django.contrib.sessions.models import Session
from django.urls import reverse
from docx import Document
from wagtail.models import Page

from hub.procurement.self_check.questions import areas, given, results

ALL = [one.key for area in areas() for one in area.questions]


def test_there_are_six_areas_with_five_levels_each():
    assert len(areas()) == 6
    assert {len(one.levels) for area in areas() for one in area.questions} == {5}
    assert len(ALL) == len(set(ALL))


def test_area_is_added_up_only_when_it_is_complete():
    first, second = (one.key for one in areas()[0].questions)

    assert results({first: 4}) == []
    assert [one.score for one in results({first: 4, second: 1})] == [2.5]


def test_level_that_is_not_on_offer_is_left_out():
    assert given({ALL[0]: "6", ALL[1]: "x", "other": "1"}) == {}


def test_low_area_names_what_to_read_and_a_high_one_does_not(client, home):
    low, high = areas()[0], areas()[1]
    sent = {one.key: "1" for one in low.questions} | {
        one.key: "5" for one in high.questions
    }

    shown = client.post(reverse("procurement:self_check"), sent).content.decode()
    result = shown.partition('id="result"')[2].partition("</section>")[0]

    assert low.reading[0][0] in result
    assert all(title not in result for title, _ in set(high.reading) - set(low.reading))


def test_file_holds_answers_and_nothing_is_kept(client, home):
    answers = dict.fromkeys(ALL, "2")

    response = client.post(reverse("procurement:self_check_file"), answers)

    document = Document(io.BytesIO(response.content))
    assert len(document.tables[0].rows) == len(ALL) + 1
    assert Session.objects.count() == 0
    assert not response.cookies


def test_everything_to_read_is_there(starter_content, client):
    for area in areas():
        for _, url in area.reading:
            assert client.get(url).status_code == 200, url
    assert Page.objects.filter(slug="buying-care-from-co-ops").exists()
