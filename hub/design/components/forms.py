"""Form fields, and what is wrong with them."""

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from hub.design.components.rendering import component

register = template.Library()


@register.simple_tag
def field(bound_field: BoundField, optional: bool = True) -> SafeString:
    """Draw a field with its label, hint and errors; see templates/components/field.html."""
    if bound_field.is_hidden:
        return SafeString(bound_field)
    is_box = bound_field.widget_type == "checkbox"
    says_optional = optional and not bound_field.field.required and not is_box
    return component(
        "field", field=bound_field, is_box=is_box, says_optional=says_optional
    )


@register.simple_tag
def error_summary(*forms: BaseForm | None) -> SafeString:
    """Draw all errors of a page's forms, each linked to its field; nothing without any.

    A form that is not there is None.
    """
    wrong = [form for form in forms if form and form.errors]
    if not wrong:
        return SafeString("")
    errors = [
        (_target(bound), message)
        for form in wrong
        for bound in form
        if not bound.is_hidden
        for message in bound.errors
    ]
    general = [message for form in wrong for message in _general(form)]
    return component("error_summary", general=general, errors=errors)


def _general(form: BaseForm) -> list[str]:
    """Return what is wrong beyond a field that can be seen."""
    hidden = [message for bound in form.hidden_fields() for message in bound.errors]
    return [*form.non_field_errors(), *hidden]


def _target(bound: BoundField) -> str:
    """Return the id of the control that can be put right."""
    # A group of boxes has no id of its own; its first box has.
    return bound.id_for_label or (f"{bound.auto_id}_0" if bound.auto_id else "")
