"""Numbers in registers: one way to write each, and where the public can look it up."""

import re

from hub.directory.vocabulary import IdentifierScheme as Scheme

# The Mutuals Public Register has no address by number: its pages go by an inner one.
_ADDRESSES = {
    Scheme.COMPANY: (
        "https://find-and-update.company-information.service.gov.uk/company/{}"
    ),
    Scheme.CHARITY_ENGLAND_WALES: (
        "https://register-of-charities.charitycommission.gov.uk"
        "/charity-details/?regid={}&subid={}"
    ),
    Scheme.CHARITY_SCOTLAND: (
        "https://www.oscr.org.uk/about-charities/search-the-register"
        "/charity-details?number={}"
    ),
    Scheme.CHARITY_NORTHERN_IRELAND: (
        "https://www.charitycommissionni.org.uk/charity-details/?regId={}&subId=0"
    ),
    Scheme.CQC_PROVIDER: "https://www.cqc.org.uk/provider/{}",
    Scheme.CQC_LOCATION: "https://www.cqc.org.uk/location/{}",
}


def normalised(scheme: str, number: str) -> str:
    """Return the number as its register writes it, so that one number has one form."""
    number = re.sub(r"\s+", "", number).upper()
    number = number.removeprefix(f"{scheme}-")
    if scheme == Scheme.COMPANY:
        return _padded(number, digits=8, digits_after_letters=6)
    if scheme == Scheme.CHARITY_SCOTLAND:
        return "SC" + number.removeprefix("SC").zfill(6) if number else ""
    if scheme == Scheme.CHARITY_NORTHERN_IRELAND:
        return number.removeprefix("NIC")
    if scheme == Scheme.CHARITY_ENGLAND_WALES:
        return number.lstrip("0")
    return number


def ways_to_write(number: str) -> str:
    """Return the number with the other ways in which people write it, for the search."""
    letters, digits = re.fullmatch(r"([A-Z]*)(.*)", number).groups()
    ways = [number, f"{letters} {digits}".strip(), digits.lstrip("0")]
    return " ".join(dict.fromkeys(ways))


def is_like_a_number(number: str) -> bool:
    """Tell whether a register could have given this.

    Letters and digits in groups with a hyphen between, and a digit that is no nought.
    """
    return bool(re.fullmatch(r"(?=.*[1-9])[A-Z0-9]+(-[A-Z0-9]+)*", number))


def register_address(scheme: str, number: str) -> str:
    """Return the public page of this number, or "" where its register has none."""
    pattern = _ADDRESSES.get(scheme, "")
    if not is_like_a_number(number):
        return ""
    if scheme == Scheme.CHARITY_ENGLAND_WALES:
        # A charity linked to another bears its number and one more: 279417-1.
        main, _, linked = number.partition("-")
        return pattern.format(main, linked or "0")
    return pattern.format(number)


def _padded(number: str, *, digits: int, digits_after_letters: int) -> str:
    """Fill up with the noughts that people leave out: 9506232, SC1234."""
    letters, rest = re.fullmatch(r"([A-Z]*)(.*)", number).groups()
    if not rest.isdecimal():
        return number
    return letters + rest.zfill(digits_after_letters if letters else digits)
