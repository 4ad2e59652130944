"""What every content app shares; knows no content.

The abstract page, the shared blocks and vocabularies, the one gate for visibility, the
house rules as system checks, and the helpers that load sample content.
"""
