"""All components in one library; a template builtin, so no template loads it."""

from django import template

from hub.design.components import blocks, evidence, finding, forms, marks, site

register = template.Library()

for part in (blocks, evidence, finding, forms, marks, site):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
