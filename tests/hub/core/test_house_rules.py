from types import SimpleNamespace

import pytest
from wagtail.models import Page, get_page_models

from hub.core import checks
from hub.core.checks import page_types_follow_the_house_rules
from hub.core.models import BasePage


def page_type(*, ours=True, base=BasePage, **rules):
    """A page class as the checks see one; a real one would stay registered."""
    label = "home" if ours else "wagtailcore"
    # The metaclass is bypassed: a model made here would join every later test.
    made = type("OddPage", (), {"_meta": SimpleNamespace(app_label=label), **rules})
    made.stands_on = base
    return made


@pytest.fixture
def found(monkeypatch):
    """Run the check over page types made for the test."""

    def check(*models):
        monkeypatch.setattr(checks, "get_page_models", lambda: [Page, *models])
        monkeypatch.setattr(
            checks, "issubclass", lambda model, _: model.stands_on is BasePage, False
        )
        return [(error.id, error.obj) for error in page_types_follow_the_house_rules()]

    return check


RULES = {"parent_page_types": [], "subpage_types": []}


def test_page_type_that_follows_the_rules_is_accepted(found):
    assert found(page_type(**RULES)) == []


def test_page_type_not_on_base_page_is_e001(found):
    odd = page_type(base=Page, **RULES)

    assert found(odd) == [("hub.E001", odd)]


@pytest.mark.parametrize("rule", ["parent_page_types", "subpage_types"])
def test_page_type_without_a_tree_rule_is_e002(found, rule):
    odd = page_type(**{name: [] for name in RULES if name != rule})

    assert found(odd) == [("hub.E002", odd)]


def test_page_type_of_somebody_else_is_left_alone(found):
    assert found(page_type(ours=False, base=Page)) == []


def test_page_types_of_the_hub_follow_the_rules():
    ours = [model for model in get_page_models() if issubclass(model, BasePage)]

    assert len(ours) >= 10
    assert page_types_follow_the_house_rules() == []
