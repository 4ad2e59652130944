"""Every component renders with little, with its examples, and never passes markup on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from heroicons import IconDoesNotExist

from hub.design.components.marks import initials_of
from hub.design.components.rendering import link_or_nothing, plain
from hub.design.examples import EXAMPLES
from hub.design.facets import Chip, Facet, FacetOption
from hub.design.style_guide import THEMES, render_example

HOSTILE = "<img src=x onerror=alert(1)>\"'>"
SCRIPT_URL = "java\nscript:alert(1)"

MINIMAL = [
    '{% icon "magnifying-glass" %}',
    '{% tag "England" %}',
    "{% breadcrumb items %}",
    "{% pager page %}",
    "{% facet_panel facets %}",
    "{% filter_chips chips %}",
    "{% field form.name %}",
    "{% error_summary form %}",
    '{% stat "36" "teams" %}',
    "{% step_list steps %}",
    '{% outcome_bar None None "" "Rating" %}',
    '{% avatar "Ann" %}',
    '{% search_box "/search/" %}',
    "{% mark %}",
    "{% notice %}Text{% endnotice %}",
    '{% card "Title" %}{% endcard %}',
    '{% list_row "Title" %}{% endlist_row %}',
    '{% page_heading "Title" %}{% endpage_heading %}',
    '{% glance "Title" %}{% endglance %}',
    "{% panel %}Text{% endpanel %}",
    '{% empty_state "Nothing" %}{% endempty_state %}',
    "{% clause_block %}Text{% endclause_block %}",
]

# Each takes its text from the variable `bad` and its addresses from `link`.
ESCAPING = [
    '{% tag bad tone="sun" url=link %}',
    "{% avatar bad %}",
    "{% stat bad bad source=bad source_url=link %}",
    "{% outcome_bar bad bad bad bad %}",
    "{% search_box link value=bad label=bad placeholder=bad hidden=pairs %}",
    "{% breadcrumb bad_items label=bad %}",
    "{% step_list bad_items current=1 %}",
    "{% facet_panel bad_facets action=link title=bad button=bad %}",
    "{% filter_chips bad_chips link %}",
    "{% notice title=bad %}{{ bad }}{% endnotice %}",
    "{% card bad url=link eyebrow=bad figure=bad %}{{ bad }}{% endcard %}",
    "{% list_row bad url=link meta=bad initials=bad %}{{ bad }}{% endlist_row %}",
    "{% page_heading bad lead=bad %}{{ bad }}{% endpage_heading %}",
    "{% glance bad %}{{ bad }}{% endglance %}",
    "{% panel bad %}{{ bad }}{% endpanel %}",
    "{% empty_state bad %}{{ bad }}{% endempty_state %}",
    "{% clause_block id=bad %}{{ bad }}{% endclause_block %}",
    "{% field bad_form.question %}{% error_summary bad_form %}",
]


class NameForm(forms.Form):
    """One question."""

    name = forms.CharField(label="Name")


def render(source, address="/", **context):
    """Render a template as a page at `address` would."""
    request = RequestFactory().get(address)
    return engines["django"].from_string(source).render(context, request)


def hostile_form():
    """Return a form whose label, hint and error all hold markup."""

    class HostileForm(forms.Form):
        question = forms.CharField(label=HOSTILE, help_text=HOSTILE)

    form = HostileForm({"question": HOSTILE})
    form.add_error("question", HOSTILE)
    form.add_error(None, HOSTILE)
    return form


@pytest.mark.parametrize("source", MINIMAL)
def test_component_with_minimal_parameters_renders(source):
    html = render(
        source,
        items=[("Home", "/"), ("Here", None)],
        steps=[("First", None)],
        page=Paginator([1], 10).page(1),
        facets=[],
        chips=[Chip("Worker-owned", "?")],
        form=NameForm(),
    )

    assert "{%" not in html


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_example_in_each_theme_renders(example, theme):
    html = render_example(example, theme, RequestFactory().get("/"))

    assert html.strip()
    assert "{%" not in html


@pytest.mark.parametrize("source", ESCAPING)
def test_component_with_markup_in_its_parameters_escapes_it(source):
    html = render(
        source,
        bad=HOSTILE,
        link=SCRIPT_URL,
        pairs=[(HOSTILE, HOSTILE)],
        bad_items=[(HOSTILE, SCRIPT_URL), (HOSTILE, None)],
        bad_facets=[
            Facet(HOSTILE, HOSTILE, [FacetOption(HOSTILE, HOSTILE, 1)] * 9),
        ],
        bad_chips=[Chip(HOSTILE, SCRIPT_URL)],
        bad_form=hostile_form(),
    )

    assert "<img" not in html
    assert "script:" not in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
    ],
)
def test_address_that_could_run_a_script_becomes_nothing(address):
    assert link_or_nothing(address) == ""


@pytest.mark.parametrize(
    "address",
    ["/co-ops/", "?page=2", "#main", "https://example.org/a:b", "mailto:a@example.org"],
)
def test_address_that_leads_somewhere_stays(address):
    assert link_or_nothing(address) == address


def test_icon_with_unknown_name_raises():
    with pytest.raises(IconDoesNotExist):
        render('{% icon "no-such-icon" %}')


@pytest.mark.parametrize(
    "source",
    [
        '{% tag "x" tone="purple" %}',
        '{% notice tone="purple" %}{% endnotice %}',
        '{% card "x" level=7 %}{% endcard %}',
        '{% avatar "x" size="huge" %}',
    ],
)
def test_component_with_unknown_choice_raises(source):
    with pytest.raises(ValueError, match=r"must be one of|lies between"):
        render(source)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Leading Lives", "LL"),
        ("Ann", "A"),
        ("the Example of Care", "TC"),
        ("Care (Wales)", "C"),
        ("", "?"),
        (None, "?"),
        ("…", "?"),
    ],
)
def test_initials_of_a_name_are_at_most_two_capitals(name, initials):
    assert initials_of(name) == initials


def test_pager_keeps_other_parameters_and_leaves_one_address_for_page_one():
    page = Paginator(range(30), 10).page(2)

    html = render("{% pager page %}", "/?q=home+care&kind=a&kind=b&page=2", page=page)

    assert 'href="?q=home+care&amp;kind=a&amp;kind=b" rel="prev"' in html
    assert 'href="?q=home+care&amp;kind=a&amp;kind=b&amp;page=3" rel="next"' in html
    assert html.count('aria-current="page"') == 1


def test_pager_with_a_single_page_is_empty():
    assert render("{% pager page %}", page=Paginator([1], 10).page(1)) == ""


def test_facet_panel_keeps_the_question_and_drops_facets_and_page():
    facets = [Facet("kind", "Kind", [FacetOption("guide", "Guides", 3, selected=True)])]

    html = render(
        "{% facet_panel facets %}", "/?q=pay&kind=guide&page=4", facets=facets
    )

    assert '<input type="hidden" name="q" value="pay">' in html
    assert 'name="page"' not in html
    assert html.count('name="kind"') == 1
    assert 'name="kind" value="guide" checked' in html
    assert "(1 on)" in html


def test_facet_panel_with_a_ticked_option_among_the_rest_opens_the_rest():
    options = [FacetOption(str(number), f"No. {number}", 1) for number in range(12)]
    ticked = [*options[:-1], FacetOption("last", "Last", 1, selected=True)]

    closed = render("{% facet_panel facets %}", facets=[Facet("a", "A", options)])
    opened = render("{% facet_panel facets %}", facets=[Facet("a", "A", ticked)])

    assert '<details class="facets__more">' in closed
    assert '<details class="facets__more" open>' in opened


def test_facet_panel_inside_a_form_brings_no_form_of_its_own():
    facets = [Facet("kind", "Kind", [FacetOption("guide", "Guides", 3)])]

    html = render("{% facet_panel facets form=False %}", facets=facets)

    assert "<form" not in html
    assert 'name="kind"' in html


def test_facet_panel_without_facets_draws_nothing():
    assert render("{% facet_panel facets %}", facets=[]).strip() == ""


@pytest.mark.parametrize(
    ("before", "after", "unit", "words", "bars"),
    [
        (32, 12, "%", ["32%", "12%"], 2),
        (None, "1,200", "people", ["not known", "1,200 people"], 1),
        (None, "Outstanding", "", ["not known", "Outstanding"], 0),
        (0, 0, "", ["0", "0"], 2),
        (-4, "nan", "", ["-4", "nan"], 0),
    ],
)
def test_outcome_bar_says_in_words_what_it_draws(before, after, unit, words, bars):
    html = render(
        "{% outcome_bar before after unit 'Leaving' %}",
        before=before,
        after=after,
        unit=unit,
    )

    for text in words:
        assert f'<span class="outcome-bar__text">{text}</span>' in html
    assert html.count("<svg") == bars


def test_outcome_bar_is_as_long_as_its_share_of_the_longest():
    html = render('{% outcome_bar 40 10 "%" "Leaving" %}')

    assert 'width="100.0" height="8"' in html
    assert 'width="25.0" height="8"' in html


def test_step_list_marks_done_current_and_coming_steps():
    steps = [("One", "/1/"), ("Two", "/2/"), ("Three", "/3/")]

    by_number = render("{% step_list steps current=2 %}", steps=steps)
    by_address = render('{% step_list steps current="/2/" %}', steps=steps)

    assert by_number == by_address
    assert "Step 2 of 3" in by_number
    assert by_number.count('aria-current="step"') == 1
    assert by_number.count("steps__item--done") == 1


def test_field_with_error_names_hint_and_error_for_screen_readers():
    form = hostile_form()

    html = render("{% field form.question %}", form=form)

    assert 'aria-describedby="id_question_helptext id_question_error"' in html
    assert 'id="id_question_helptext"' in html
    assert 'id="id_question_error"' in html


def test_error_summary_links_to_each_wrong_field():
    class StageForm(forms.Form):
        name = forms.CharField()
        stage = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)

    html = render("{% error_summary form %}", form=StageForm({}))

    assert 'href="#id_name"' in html
    assert 'href="#id_stage_0"' in html


def test_list_row_title_with_marks_made_safe_keeps_them():
    title = mark_safe("A <mark>direct</mark> award")

    html = render("{% list_row title %}{% endlist_row %}", title=title)

    assert "A <mark>direct</mark> award" in html


def test_facet_panel_with_a_folded_facet_opens_it_when_one_is_ticked():
    def panel(selected):
        option = FacetOption("wales", "Wales", 3, selected=selected)
        facets = [Facet("nation", "Nation", [option], is_folded=True)]
        return render("{% facet_panel facets %}", facets=facets)

    assert '<details class="facets__group facets__fold">' in panel(selected=False)
    assert '<details class="facets__group facets__fold" open>' in panel(selected=True)


def test_facet_panel_of_another_form_names_it_on_every_box_and_the_button():
    facets = [Facet("kind", "Kind", [FacetOption("guide", "Guides", 3)])]

    html = render('{% facet_panel facets of_form="box" %}', "/?q=pay", facets=facets)

    assert "<form" not in html
    assert html.count('form="box"') == 2
    assert 'id="box-kind-guide"' in html


def test_search_box_that_suggests_names_the_address_and_a_plain_one_does_not():
    plain = render('{% search_box "/search/" %}')
    offering = render('{% search_box "/search/" id="box" suggest="/suggest/" %}')

    assert "data-suggest" not in plain
    assert 'id="box" data-suggest="/suggest/"' in offering


def test_moment_is_written_for_people_and_for_programs(settings):
    """The day and the hour are those of the site's own time, also in summer."""
    when = datetime(2026, 6, 30, 23, 5, tzinfo=UTC)
    assert render("{% moment when %}", when=when) == (
        '<time datetime="2026-07-01T00:05:00+01:00">1 July 2026, 00:05</time>'
    )
    winter = datetime(2026, 1, 9, 14, 30, tzinfo=UTC)
    assert "9 January 2026, 14:30" in render("{% moment when %}", when=winter)


def test_moment_that_is_not_known_is_nothing():
    assert render("{% moment when %}", when=None) == ""


class Part(NamedTuple):
    name: str
    parts: tuple = ()


@dataclass(frozen=True)
class Whole:
    title: str
    part: Part | None
    parts: tuple[Part, ...] = ()


def test_plain_values_are_dictionaries_all_the_way_down():
    whole = Whole("One", Part("Two", (Part("Three"),)), (Part("Four"), Part("Five")))
    assert plain(whole) == {
        "title": "One",
        "part": {"name": "Two", "parts": [{"name": "Three", "parts": []}]},
        "parts": [{"name": "Four", "parts": []}, {"name": "Five", "parts": []}],
    }
    assert plain(Whole("One", None))["part"] is None
    safe = mark_safe("<b>x</b>")
    assert plain(Part(safe))["name"] is safe
