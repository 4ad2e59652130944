"""What is known of somebody who asks to join, or to act for an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from hub.directory.models import Organisation
from hub.members.joining.rules import domain_of as host_of
from hub.members.models import Application, Decision

_ALIKE = 80
_MOST = 5
# Of these a shared domain says nothing.
_FOR_EVERYBODY = frozenset(
    [
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "gmx.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
    ]
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a coordinator wants to know before they decide."""

    domain: str
    is_common_domain: bool
    is_at_own_domain: bool
    at_this_domain: Sequence[Organisation]
    alike: Sequence[Organisation]
    declined_before: Sequence[Application]


def known_of(application: Application) -> Known:
    """Return what is known of an applicant, in a fixed number of queries."""
    domain = domain_of(application.user.email)
    is_common = domain in _FOR_EVERYBODY
    organisation = application.organisation
    return Known(
        domain=domain,
        is_common_domain=is_common,
        is_at_own_domain=organisation is not None and is_at(domain, organisation),
        at_this_domain=[] if is_common else _at_domain(domain),
        alike=names_like(application.proposed_organisation),
        declined_before=[] if is_common else _declined_from(domain, application),
    )


def domain_of(address: str) -> str:
    """Return what stands after the @ of an address."""
    return address.rpartition("@")[2].lower()


def is_at(domain: str, organisation: Organisation) -> bool:
    """Tell whether an address's domain is that of the organisation's website.

    Parts of it count (mail.example.coop of example.coop); the other way round they do
    not: many people's websites stand under a host that is not theirs.
    """
    host = host_of(organisation.website)
    if not host or domain in _FOR_EVERYBODY:
        return False
    return domain == host or domain.endswith(f".{host}")


def names_like(name: str) -> list[Organisation]:
    """Return the directory's entries with the names most like this one."""
    if not name.strip():
        return []
    names = dict(Organisation.objects.values_list("pk", "name"))
    found = process.extract(
        name,
        names,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=_ALIKE,
        limit=_MOST,
    )
    by_pk = Organisation.objects.in_bulk([pk for _, _, pk in found])
    return [by_pk[pk] for _, _, pk in found if pk in by_pk]


def _at_domain(domain: str) -> list[Organisation]:
    named = Organisation.objects.filter(website__icontains=domain)[:50]
    return [one for one in named if is_at(domain, one)][:_MOST]


def _declined_from(domain: str, besides: Application) -> list[Application]:
    declined = Application.objects.filter(
        state=Decision.DECLINED, user__email__iendswith=f"@{domain}"
    ).exclude(pk=besides.pk)
    return list(declined.select_related("user").order_by("-decided_at", "-pk")[:_MOST])
