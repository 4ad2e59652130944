"""Named examples of every component: the style guide shows them, tests render them."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator

from hub.design.facets import Chip, Facet, FacetOption


@dataclass(frozen=True, slots=True)
class Example:
    """A component used one way; `source` is a Django template."""

    component: str
    name: str
    source: str


class ExampleForm(forms.Form):
    """One field of each kind, some of them answered wrongly."""

    name = forms.CharField(label="Your name")
    email = forms.EmailField(
        label="Work e-mail address", help_text="We only use it to sign you in."
    )
    about = forms.CharField(
        label="About your organisation", widget=forms.Textarea, required=False
    )
    nation = forms.ChoiceField(
        label="Nation", choices=[("england", "England"), ("wales", "Wales")]
    )
    stage = forms.ChoiceField(
        label="Where are you now?",
        help_text="Choose what fits best today.",
        choices=[("exploring", "Exploring"), ("trading", "Trading")],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label="I agree to the rules of the network")


def context_for(theme: str) -> dict[str, object]:
    """Return what the examples use; names and ids end in the theme to stay unique."""
    answers = {f"{theme}-name": "Sam", f"{theme}-email": "sam at example"}
    return {
        "theme": theme,
        "fresh": ExampleForm(prefix=f"fresh-{theme}"),
        "wrong": ExampleForm(answers, prefix=theme),
        "page": _a_page(),
        "facets": _facets(),
        "chips": [Chip("Worker-owned", "?"), Chip("Home care", "?")],
        "items": [("Home", "/"), ("Procurement", "/procurement/"), ("Clauses", None)],
        "steps": [
            ("Find the people", "/guides/"),
            ("Choose a legal form", "/guides/"),
            ("Write the first budget", "/guides/"),
            ("Register", None),
        ],
    }


def _a_page() -> Page:
    return Paginator(range(240), 20).page(5)


def _facets() -> list[Facet]:
    services = ["Home care", "Live-in care", "Supported living", "Day services"]
    more = [
        "Residential care",
        "Nursing care",
        "Reablement",
        "Shared lives",
        "Training",
    ]
    return [
        Facet(
            "ownership",
            "Ownership model",
            [
                FacetOption("worker", "Worker-owned", 18, selected=True),
                FacetOption("multi", "Owned by people who draw on care", 4),
            ],
        ),
        Facet(
            "service",
            "Service",
            [
                FacetOption(label.lower(), label, 14 - place)
                for place, label in enumerate([*services, *more])
            ],
        ),
        Facet("nation", "Nation", [FacetOption("wales", "Wales", 3)], is_folded=True),
    ]


EXAMPLES = (
    Example("mark", "The mark", "{% mark %}"),
    Example(
        "icon",
        "With its word",
        '{% icon "magnifying-glass" %} Search {% icon "map-pin" %} Map',
    ),
    Example(
        "tag",
        "All tones",
        '<p class="cluster">{% tag "Worker-owned" tone="brand" %}'
        '{% tag "Can help with: spin-outs" tone="sun" %}'
        '{% tag "Looking for: funding advice" tone="clay" %}'
        '{% tag "England" tone="sky" %}{% tag "Draft" %}'
        '{% tag "Social value" tone="brand" url="/search/" %}</p>',
    ),
    Example(
        "avatar",
        "Three sizes",
        '<p class="cluster">{% avatar "Ann Example" size="small" %}'
        '{% avatar "Ann Example" %}{% avatar "Example Care" size="large" %}</p>',
    ),
    Example(
        "button",
        "All kinds",
        '<p class="cluster"><a class="button" href="/accounts/signup/">Join the network</a>'
        '<button class="button button--quiet" type="button">Add to my pack</button>'
        '<button class="button button--danger" type="button">Remove</button>'
        '<button class="button button--small" type="button">Small</button></p>',
    ),
    Example(
        "page_heading",
        "With tags and lead",
        '{% page_heading "Weight reinvested surplus" '
        'lead="Use this to score how a bidder keeps its surplus in care." level=4 %}'
        '{% tag "England" tone="brand" %}{% tag "Award criteria" tone="sun" %}'
        "{% endpage_heading %}",
    ),
    Example(
        "breadcrumb",
        "Three deep",
        '{% breadcrumb items label="Breadcrumb, "|add:theme %}',
    ),
    Example(
        "notice",
        "All tones",
        '{% notice title="Good to know" %}<p>Reviewed each year.</p>{% endnotice %}'
        '{% notice title="Saved" tone="success" %}<p>Your change is live.</p>'
        "{% endnotice %}"
        '{% notice title="Take advice" tone="warning" %}<p>Ask your legal team about '
        '<a href="/procurement/">this clause</a>.</p>{% endnotice %}'
        '{% notice tone="error" %}<p>The file could not be read.</p>{% endnotice %}',
    ),
    Example(
        "hero",
        "The home page's band with its doors",
        '<div class="hero"><div class="wrap"><h4 class="hero__title">Care co-ops, finding '
        'and helping each other</h4><p class="hero__lead">A directory, the evidence, and '
        'the wording to commission.</p>{% search_box "/search/" '
        'label="Search all, "|add:theme %}</div></div><div class="wrap doors">'
        '{% card "Find peers" url="/co-ops/" eyebrow="I run a care co-op" level=5 %}'
        "<p>Match by service.</p>{% endcard %}"
        '{% card "Follow a path" url="/guides/" eyebrow="I want to start one" level=5 %}'
        "<p>Step by step.</p>{% endcard %}</div>",
    ),
    Example(
        "card",
        "A door",
        '{% card "Find peers who have solved it" url="/co-ops/" '
        'eyebrow="I run a care co-op" level=4 %}<p>Match by service and place.</p>'
        "{% endcard %}",
    ),
    Example(
        "card",
        "With a figure",
        '{% card "A council service that owns itself" url="/case-studies/" '
        'figure="12 teams" level=4 %}<p>{% tag "Case study" tone="sun" %}</p>'
        "{% endcard %}",
    ),
    Example(
        "list_row",
        "In the directory",
        '{% list_row "Example Care" url="/co-ops/" meta="Suffolk · founded 2012" '
        'initials="EC" level=4 %}<p>Home care, owned by the people who give it.</p>'
        '<p class="cluster">{% tag "Worker-owned" tone="brand" %}</p>{% endlist_row %}'
        '{% list_row "Without a picture" level=4 %}{% endlist_row %}',
    ),
    Example(
        "result",
        "A hit of the search",
        '<div class="result"><p>{% tag "Clause" tone="sky" %}</p>'
        '<h4 class="result__title"><a href="/procurement/">Award directly</a></h4>'
        "<p>When a <mark>direct award</mark> is open to you.</p>"
        '<p class="result__where">Procurement › Clauses</p></div>',
    ),
    Example(
        "facet_panel",
        "Three facets, one long, one folded",
        '{% facet_panel facets action="/co-ops/" %}',
    ),
    Example("filter_chips", "Two filters", '{% filter_chips chips "/co-ops/" %}'),
    Example(
        "search_box",
        "Empty and filled",
        '{% search_box "/search/" label="Search, "|add:theme '
        'placeholder="Search co-ops and clauses" %}'
        '{% search_box "/search/" value="home care" label="Search again, "|add:theme %}',
    ),
    Example("pager", "In the middle", '{% pager page label="Pages, "|add:theme %}'),
    Example(
        "field",
        "Every kind of question",
        '<div class="form">{% for question in fresh %}{% field question %}{% endfor %}'
        "</div>",
    ),
    Example(
        "error_summary",
        "A form with errors",
        '<div class="form">{% error_summary wrong %}{% field wrong.email %}'
        "{% field wrong.stage %}{% field wrong.agree %}</div>",
    ),
    Example(
        "stat",
        "With and without a source",
        '{% stat "36" "teams" source="Annual report" source_url="/credits/" %}'
        '{% stat "£1" "a membership share" %}',
    ),
    Example("step_list", "At the third step", "{% step_list steps current=3 %}"),
    Example(
        "outcome_bar",
        "Both values",
        '{% outcome_bar 32 12 "%" "Staff leaving in a year" %}',
    ),
    Example(
        "outcome_bar",
        "Nothing before, words after",
        '{% outcome_bar None 36 "teams" "Teams that run themselves" %}'
        '{% outcome_bar None "Outstanding" "" "Rating" %}',
    ),
    Example(
        "clause_block",
        "With placeholders",
        "{% clause_block %}<p>The Authority will award up to "
        '<span class="clause__placeholder">[15]</span>% of the total score for social '
        'value in <span class="clause__placeholder">[the Authority’s area]</span>.</p>'
        "{% endclause_block %}",
    ),
    Example(
        "glance",
        "Facts",
        '{% glance "At a glance" level=4 %}<dl><dt>Version</dt><dd>0.1, draft</dd>'
        "<dt>Risk</dt><dd>Low</dd></dl>{% endglance %}",
    ),
    Example(
        "panel",
        "With a link",
        '{% panel "Discuss" level=4 %}<p>Questions from people who used this clause.</p>'
        '<p><a href="/forum/">Open the discussion</a></p>{% endpanel %}',
    ),
    Example(
        "empty_state",
        "Nothing found",
        '{% empty_state "No co-op matches these filters" level=4 %}<p>Take one filter '
        'off, or <a href="/co-ops/">see them all</a>.</p>{% endempty_state %}',
    ),
    Example(
        "post",
        "A question and its accepted answer",
        '<div class="posts"><article class="post">{% avatar "Ann Example" %}'
        '<div class="post__body"><p class="post__head"><span class="post__author">Ann '
        'Example</span> Suffolk · 2 days ago</p><div class="post__text"><p>What evidence '
        "satisfied yours?</p></div></div></article>"
        '<article class="post post--accepted">{% avatar "Ben Example" %}'
        '<div class="post__body"><p class="post__head"><span class="post__author">Ben '
        'Example</span> yesterday {% tag "Accepted answer" tone="sun" %}</p>'
        '<div class="post__text"><p>We showed <a href="/guides/">the minutes</a>.</p>'
        '</div><p class="post__actions"><a href="/forum/">Reply</a></p></div></article>'
        "</div>",
    ),
    Example(
        "table",
        "Numbers",
        '<table><caption>Outcomes</caption><thead><tr><th scope="col">Measure</th>'
        '<th scope="col" class="table__number">After</th></tr></thead><tbody><tr>'
        '<th scope="row">Staff leaving</th><td class="table__number">12%</td></tr>'
        "</tbody></table>",
    ),
    Example(
        "sign_in",
        "A short form",
        '<div class="sign-in"><p>Sign in with your e-mail address.</p>'
        '<button class="button" type="submit">Sign in</button></div>',
    ),
)
