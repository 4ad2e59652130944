"""The chain of clauses, case studies, organisations and outcomes in the starter content.

Whoever reads one of them reaches each of the others in at most two clicks, without the
header, the search or a list. An outcome stands on the page of its case study.
"""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from casestudies.models import CaseStudyPage
from hub.directory.models import Organisation
from hub.procurement.models import ClausePage

KINDS = {
    "clause": re.compile(r"^/procurement/clauses/[\w-]+/$"),
    "case study": re.compile(r"^/case-studies/[\w-]+/$"),
    "organisation": re.compile(r"^/co-ops/(?!deserts/|codebook/)[\w-]+/$"),
}


class Reader:
    """Follows the links in the main part of pages, as a visitor."""

    def __init__(self) -> None:
        self._client = Client()
        self._read: dict[str, tuple[set[str], set[str]]] = {}

    def look(self, address: str) -> tuple[set[str], set[str]]:
        """Return what a page is, and the things it leads to."""
        if address not in self._read:
            response = self._client.get(address)
            assert response.status_code == 200, address
            main = BeautifulSoup(response.text, "html.parser").main
            kinds = {kind for kind, form in KINDS.items() if form.match(address)}
            if main.select("#outcomes"):
                kinds.add("outcome")
            links = {link["href"].partition("#")[0] for link in main.select("a[href]")}
            things = {
                link
                for link in links
                if any(form.match(link) for form in KINDS.values())
            }
            self._read[address] = kinds, things - {address}
        return self._read[address]

    def reached(self, address: str, clicks: int = 2) -> set[str]:
        """Return the kinds of all that so many clicks lead to, and of the page itself."""
        kinds, links = self.look(address)
        if clicks:
            kinds = kinds.union(*(self.reached(link, clicks - 1) for link in links))
        return set(kinds)


@pytest.mark.usefixtures("starter_content")
def test_chain_from_each_thing_reaches_every_other_kind_in_two_clicks():
    starts = [
        *(page.url for page in ClausePage.objects.live()),
        *(page.url for page in CaseStudyPage.objects.live()),
        *(one.url for one in Organisation.objects.listed()),
    ]
    reader = Reader()
    assert any("outcome" in reader.look(start)[0] for start in starts)

    missing = {
        start: sorted({*KINDS, "outcome"} - reader.reached(start)) for start in starts
    }

    assert {start: kinds for start, kinds in missing.items() if kinds} == {}
