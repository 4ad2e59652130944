"""House rules as system checks: broken once, checked for ever."""

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page, get_page_models

from hub.core.models import BasePage


@register
def page_types_follow_the_house_rules(**kwargs: object) -> list[CheckMessage]:
    """Every page type of ours stands on BasePage and states its tree rules."""
    found: list[CheckMessage] = []
    for model in get_page_models():
        if model is Page or not _is_ours(model):
            continue
        if not issubclass(model, BasePage):
            found.append(
                Error(
                    f"{model.__name__} does not stand on BasePage.",
                    hint="Subclass hub.core.models.BasePage.",
                    obj=model,
                    id="hub.E001",
                )
            )
        for rule in ("parent_page_types", "subpage_types"):
            if rule not in vars(model):
                found.append(
                    Error(
                        f"{model.__name__} does not state {rule}.",
                        hint=f"Say where it may stand: {rule} = [...].",
                        obj=model,
                        id="hub.E002",
                    )
                )
    return found


def _is_ours(model: type[Page]) -> bool:
    name = apps.get_app_config(model._meta.app_label).name
    return name.split(".")[0] in {"hub", "forum", "casestudies"}
