"""What a profile tells programs, in the words of schema.org (JSON-LD).

It holds what every visitor may read, whoever asks: a page that is kept for others must not
carry what only a member saw.
"""

import json

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString, mark_safe

from hub.directory.contact import Contact, contact_of
from hub.directory.models import Organisation
from hub.directory.registers import register_address
from hub.directory.vocabulary import PointPrecision

# Within <script> these would end it, or begin a comment; JSON has another way to write them.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def linked_data_of(organisation: Organisation) -> dict[str, object]:
    """Return the organisation as a schema.org Organization; what is not known is left out."""
    page = f"{settings.BASE_URL}{organisation.get_absolute_url()}"
    contact = contact_of(organisation, AnonymousUser())
    told = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{page}#organisation",
        "mainEntityOfPage": page,
        "name": organisation.name,
        "description": organisation.summary,
        "url": contact.website or page,
        "sameAs": [contact.website] if contact.website else [],
        "email": contact.email,
        "telephone": contact.phone,
        "foundingDate": str(organisation.founded_year or ""),
        "address": _address(organisation, contact),
        "location": _location(organisation),
        "areaServed": [
            {"@type": "AdministrativeArea", "name": council.name}
            for council in organisation.councils_served.all()
        ],
        "identifier": [
            _identifier(one.scheme, one.number)
            for one in organisation.identifiers.all()
        ],
    }
    return _without_gaps(told)


def as_script(told: dict[str, object]) -> SafeString:
    """Return it as text that can stand within <script>, whatever it holds."""
    written = json.dumps(told).translate(_ESCAPES)
    # Nothing in it can end the element: no <, > or & is left.
    return mark_safe(written)


def _address(organisation: Organisation, contact: Contact) -> dict[str, str]:
    """Return what the page shows of the address; its last line is the postcode."""
    if not contact.address:
        return {}
    address = {"@type": "PostalAddress"}
    lines = list(contact.address)
    if organisation.postcode.strip():
        address["postalCode"] = lines.pop()
    if lines:
        address["streetAddress"] = ", ".join(lines)
    return address


def _location(organisation: Organisation) -> dict[str, object]:
    """Return its point where it is the postcode's own; a rough one would mislead."""
    if organisation.masks_address or organisation.precision != PointPrecision.POSTCODE:
        return {}
    geo = {
        "@type": "GeoCoordinates",
        "latitude": organisation.latitude,
        "longitude": organisation.longitude,
    }
    return {"@type": "Place", "geo": geo}


def _identifier(scheme: str, number: str) -> dict[str, str]:
    return _without_gaps(
        {
            "@type": "PropertyValue",
            "propertyID": scheme,
            "value": number,
            "url": register_address(scheme, number),
        }
    )


def _without_gaps(told: dict) -> dict:
    return {name: value for name, value in told.items() if value}
