"""What a newsletter says as a mail: safe, whole, and nothing its reader may not see."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from hub.directory.models import Organisation
from hub.newsletter import actions
from hub.newsletter.models import NewsletterPage
from hub.newsletter.plain import as_text, for_mail
from hub.notify.models import Letter
from tests.factories.guidance import make_guide, make_guides
from tests.factories.newsletter import make_newsletter, take


@pytest.fixture
def ada(person):
    ada = person("Ada")
    take(ada)
    return ada


@pytest.fixture
def mail(ada, composed):
    """Send a page off, and return Ada's copy."""

    def sent(page: NewsletterPage):
        actions.carry_on(actions.send(page=page, by=ada))
        return composed()[ada.email]

    return sent


def things(*pages: object, heading: str = "Worth reading") -> tuple[str, object]:
    named = [
        ("organisation" if isinstance(one, Organisation) else "page", one)
        for one in pages
    ]
    return ("things", {"heading": heading, "things": named})


def test_titles_are_escaped_in_html_and_kept_in_text(index, mail):
    title = "<script>alert(1)</script> & co"
    made = mail(make_newsletter(index, title))

    assert "<script>" not in made.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in made.html
    assert title in made.subject


def test_line_ends_in_a_title_add_no_header(index, mail):
    made = mail(make_newsletter(index, "News\r\nBcc: all@example.org"))

    assert "\n" not in made.subject
    assert "\r" not in made.subject


def test_way_out_is_in_headers_and_in_both_bodies(index, mail, settings):
    made = mail(make_newsletter(index))
    stop = made.headers["List-Unsubscribe"].strip("<>")

    assert stop.startswith(settings.BASE_URL)
    assert made.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in made.text
    assert stop in made.html


def test_one_click_ends_it_signed_out(index, mail, client, ada, settings):
    made = mail(make_newsletter(index))
    stop = made.headers["List-Unsubscribe"].strip("<>")
    client.post(stop.removeprefix(settings.BASE_URL))
    sending = actions.send(page=make_newsletter(index, "Next"), by=ada)
    actions.carry_on(sending)

    assert Letter.objects.count() == 1


def test_links_and_words_come_whole(index, mail, settings):
    body = [("text", '<p>See <a href="/co-ops/">all <b>co-ops</b></a>.</p>')]
    made = mail(make_newsletter(index, body=body))

    link = BeautifulSoup(made.html, "html5lib").find("a", string="all co-ops")
    assert (link or BeautifulSoup(made.html, "html5lib").select_one("p a"))[
        "href"
    ] == f"{settings.BASE_URL}/co-ops/"
    assert f"See all co-ops ({settings.BASE_URL}/co-ops/)." in made.text


def test_things_are_told_with_summary_and_address(index, home, mail, settings):
    guide = make_guide(make_guides(home), "Starting a <co-op>")
    organisation = Organisation.objects.create(name="Brook Care", slug="brook-care")
    made = mail(make_newsletter(index, body=[things(guide, organisation)]))

    for words in ("Worth reading", "Starting a <co-op>", "Brook Care"):
        assert words in made.text
    assert f"{settings.BASE_URL}{guide.url}" in made.text
    assert f"{settings.BASE_URL}{organisation.get_absolute_url()}" in made.html
    assert "Starting a &lt;co-op&gt;" in made.html


def test_thing_hidden_after_sending_off_is_left_out(index, home, ada, composed):
    guides = make_guides(home)
    hidden, shown = make_guide(guides, "Hidden one"), make_guide(guides, "Shown one")
    page = make_newsletter(index, body=[things(hidden, shown)])
    actions.carry_on(actions.send(page=page, by=ada))
    hidden.unpublish()
    made = composed()[ada.email]

    assert "Hidden one" not in made.text + made.html
    assert "Shown one" in made.text


def test_heading_over_nothing_is_left_out(index, home, ada, composed):
    guide = make_guide(make_guides(home), "Hidden one")
    page = make_newsletter(index, body=[things(guide), ("text", "<p>Words.</p>")])
    actions.carry_on(actions.send(page=page, by=ada))
    PageViewRestriction.objects.create(page=guide, restriction_type="password")
    guide.unpublish()
    made = composed()[ada.email]

    assert "Worth reading" not in made.text + made.html


def test_html_for_mail_holds_no_script_style_or_handler():
    html = for_mail(
        '<p style="color:red" onclick="x()">a<script>b</script>'
        '<a href="javascript:x()">c</a><svg><path/></svg></p>'
    )

    assert html == "<p>a<a>c</a></p>"


def test_text_keeps_lists_links_and_paragraphs():
    text = as_text(
        "<h2>One</h2><p>Two\n three</p><ul><li>a</li><li>b <b>c</b> d</li></ul>"
        '<ol><li>x</li><li>y</li></ol><p>See <a href="https://e.org">it</a>, '
        'or <a href="https://e.org/b">https://e.org/b</a></p>'
    )

    assert text == (
        "One\n\nTwo three\n- a\n- b c d\n1. x\n2. y\n\n"
        "See it (https://e.org), or https://e.org/b"
    )
