"""Which routes may be open, for which answers, and why: one rule for each route.

A rule says no more than the guidance of its route, in general words; what the law allows
in one case is for a lawyer. Routes are named by the slugs of their pages.
"""

from collections.abc import Callable

from hub.procurement.routing.questions import Answers

#: Where the Procurement Act 2023 is the law.
_UNDER_THE_ACT = ("england", "wales", "northern_ireland")

Rule = Callable[[Answers], str]


def open_routes(answers: Answers) -> dict[str, str]:
    """Return the slug of each route that may be open, and why, the simplest first."""
    found = {slug: rule(answers) for slug, rule in RULES.items()}
    return {slug: why for slug, why in found.items() if why}


def _is_health_in_england(answers: Answers) -> bool:
    return answers.nation == "england" and answers.service == "health"


def _health(answers: Answers) -> str:
    if answers.nation != "england" or answers.service == "care":
        return ""
    if answers.service == "health":
        return "Health care in England is bought under the Provider Selection Regime."
    return (
        "Part of the service is health care in England. Ask your lawyer which part decides "
        "the rules for the whole."
    )


def _below(answers: Answers) -> str:
    if _is_health_in_england(answers) or answers.value == "above":
        return ""
    if answers.value == "below":
        return "The contract is a small one, so your own standing orders decide most of it."
    return "If it turns out to be a small contract, your own standing orders decide most of it."


def _light_touch(answers: Answers) -> str:
    if answers.nation not in _UNDER_THE_ACT or answers.value == "below":
        return ""
    if answers.service == "health":
        return ""
    return "Social care is among the services that are bought with lighter rules."


def _scotland(answers: Answers) -> str:
    if answers.nation != "scotland" or answers.service == "health":
        return ""
    return "Scotland has rules of its own for buying social care."


def _partnership(answers: Answers) -> str:
    if answers.nation not in _UNDER_THE_ACT or answers.service == "health":
        return ""
    if answers.value == "below" or answers.existing == "closing":
        return ""
    return (
        "There is time to look for a partner who shares your purpose, in open stages."
    )


def _reserved(answers: Answers) -> str:
    if answers.nation not in _UNDER_THE_ACT or answers.service == "health":
        return ""
    if answers.value == "below" or answers.existing == "closing":
        return ""
    return (
        "If there are organisations that the Act calls public service mutuals, the "
        "competition can be kept to them."
    )


def _pilot(answers: Answers) -> str:
    if answers.existing == "closing" or _is_health_in_england(answers):
        return ""
    if answers.existing == "none":
        return "It is something new, so a small beginning can show what works."
    return "While the present contract runs, something small beside it can be tried."


def _grant(answers: Answers) -> str:
    if answers.existing != "none" or _is_health_in_england(answers):
        return ""
    return "You may want to support something that others run, not to buy a service."


def _direct_award(answers: Answers) -> str:
    if _is_health_in_england(answers):
        return ""
    if answers.existing == "closing":
        return "A provider is leaving, and people need care without a gap. Grounds are narrow."
    if answers.market == "few":
        return "Perhaps only one provider could do it. That has to be shown; grounds are narrow."
    return ""


RULES: dict[str, Rule] = {
    "health-care-provider-selection": _health,
    "below-threshold-competition": _below,
    "light-touch-contract": _light_touch,
    "social-care-contract-in-scotland": _scotland,
    "purpose-aligned-partnership": _partnership,
    "reserved-contract": _reserved,
    "pilot-with-a-care-recipient-owned-co-op": _pilot,
    "grant": _grant,
    "direct-award": _direct_award,
}
