"""The synonyms a new hub begins with; editors keep them from then on.

The field's own short forms and other names, from the vocabularies of the hub, and words
that people type for what its pages say otherwise.
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
    ("buy", "buyout", "buy-out"),
    ("spin out", "spun out", "spin-off", "spinout"),
    ("provider failure", "provider is closing", "provider closes"),
    ("TUPE", "transfer of undertakings"),
    ("legal structure", "legal form"),
    ("funding", "finance"),
    (
        "service users",
        "people who use services",
        "people who draw on care",
        "people who need care",
        "care recipients",
    ),
    ("market testing", "market engagement"),
    ("real living wage", "fair pay"),
    ("recruitment", "retention", "turnover"),
    ("software", "digital tools", "technology"),
    ("sociocracy", "sociocratic"),
    ("zero hours", "guaranteed hours"),
)
