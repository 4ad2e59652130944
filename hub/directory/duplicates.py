"""Whether an organisation may be in the directory already, by plain rules.

Alike are: a name that is the same but for its legal form and its punctuation, or nearly
the same; the same postcode; the same number in a register.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz

from hub.directory.models import Identifier, Organisation

#: How alike two names must be, of 100.
NEARLY = 88
AT_MOST = 5
_SAME_NAME = "the same name"
_CO_OP = re.compile(r"\bco[ -]?op(erative|eration)?s?\b")
_FORMS = re.compile(
    r"\b(the|and|ltd|limited|cic|community interest company|cio|plc|llp|clg|society|bencom)\b"
)


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry that may be the same organisation, and why."""

    organisation: Organisation
    reasons: tuple[str, ...]


def bare_name(name: str) -> str:
    """Return a name without legal form, punctuation, accents and capitals.

    What consists of nothing else stays as it is.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    # Dashes of every kind, and the dots of C.I.C.
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace(".", "")
    plain = _CO_OP.sub(" ", plain.replace("&", " and "))
    words = re.sub(r"[^\w]+", " ", plain).strip()
    bare = " ".join(_FORMS.sub(" ", words).split())
    return bare or words or name.casefold()


def alike_entries(
    *,
    name: str,
    postcode: str = "",
    numbers: Iterable[tuple[str, str]] = (),
    besides: int | None = None,
) -> list[Alike]:
    """Return the entries, drafts too, that may be this organisation; three queries.

    `numbers` are (scheme, number) as registers write them; `besides` is the entry itself.
    """
    reasons: dict[int, list[str]] = {}
    rows = Organisation.objects.exclude(pk=besides).values_list(
        "pk", "name", "postcode"
    )
    bare, code = bare_name(name), _plain(postcode)
    for pk, other_name, other_code in rows.order_by("name", "pk"):
        if said := _of_names(bare, bare_name(other_name)):
            reasons.setdefault(pk, []).append(said)
        if code and code == _plain(other_code):
            reasons.setdefault(pk, []).append("the same postcode")
    for pk in _with_numbers(numbers, besides):
        reasons.setdefault(pk, []).append("the same number in a register")
    found = Organisation.objects.in_bulk(reasons)
    # A namesake first, then those with most in common; the order of names otherwise.
    ordered = sorted(
        reasons, key=lambda pk: (_SAME_NAME not in reasons[pk], -len(reasons[pk]))
    )[:AT_MOST]
    return [Alike(found[pk], tuple(reasons[pk])) for pk in ordered]


def _of_names(one: str, other: str) -> str:
    if one == other:
        return _SAME_NAME
    return "nearly the same name" if fuzz.token_sort_ratio(one, other) >= NEARLY else ""


def _plain(postcode: str) -> str:
    return re.sub(r"\s+", "", postcode).upper()


def _with_numbers(
    numbers: Iterable[tuple[str, str]], besides: int | None
) -> Iterable[int]:
    asked = Q()
    for scheme, number in numbers:
        asked |= Q(scheme=scheme, number=number)
    if not asked:
        return []
    found = Identifier.objects.filter(asked).exclude(organisation=besides)
    return list(dict.fromkeys(found.values_list("organisation_id", flat=True)))
