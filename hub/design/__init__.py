"""How the hub looks: components, stylesheets, error pages and the style guide.

A component is a tag (`hub/design/components/`), a template
(`templates/components/`), a stylesheet (`static/design/css/components/`) and named
examples (`examples.py`).  `/style-guide/` shows them all.
"""
