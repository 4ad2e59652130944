"""The synonyms a new hub begins with; editors keep them from then on.

The field's own short forms and other names, from the vocabularies of the hub.
"""

SYNONYMS = (
    ("home care", "domiciliary care", "homecare"),
    ("council", "local authority", "LA"),
    ("CQC", "Care Quality Commission"),
    ("worker-owned", "employee-owned", "worker ownership", "employee ownership"),
    ("EOT", "employee ownership trust"),
    ("CIC", "community interest company"),
    ("CBS", "community benefit society"),
    ("ISF", "individual service fund"),
    ("DPS", "dynamic purchasing system", "dynamic market"),
    ("PA", "personal assistant"),
    ("NHS", "National Health Service"),
    ("PSR", "provider selection regime"),
    ("worker buyout", "employee buyout", "worker buy-out", "management buyout"),
)
