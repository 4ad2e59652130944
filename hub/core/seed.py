"""The vocabularies as first seeded, in order.

Migration 0002 reads them, so they are never edited: a later word comes by a new migration.
"""

AUDIENCES = (
    ("co_op_managers", "Co-op managers"),
    ("prospective_founders", "Prospective founders"),
    ("commissioners", "Commissioners"),
    ("care_workers", "Care workers"),
    ("people_who_draw_on_care", "People who draw on care and their families"),
    ("advisers", "Advisers"),
)
CARE_SERVICES = (
    ("home_care", "Home care"),
    ("live_in_care", "Live-in care"),
    ("extra_care_housing", "Extra care housing"),
    ("supported_living", "Supported living"),
    ("residential_care", "Residential care"),
    ("nursing_care", "Nursing care"),
    ("day_services", "Day services"),
    ("personal_assistants", "Personal assistants and self-directed support"),
    ("shared_lives", "Shared lives"),
    ("reablement", "Reablement"),
    ("respite", "Respite and short breaks"),
    ("children_and_young_people", "Children and young people"),
    ("community_support", "Community support and prevention"),
    ("end_of_life_care", "End-of-life care"),
)
SUPPORTED_GROUPS = (
    ("older_people", "Older people"),
    ("dementia", "People with dementia"),
    ("learning_disability", "Learning disability"),
    ("autism", "Autism"),
    ("physical_disability", "Physical disability"),
    ("sensory_impairment", "Sensory impairment"),
    ("mental_health", "Mental health"),
    ("carers", "Carers"),
    ("children_and_young_people", "Children and young people"),
    ("complex_needs", "Complex needs"),
)
OWNERSHIP_MODELS = (
    ("worker", "Worker-owned", "A co-op owned by the people who work in it."),
    (
        "employee_owned",
        "Employee-owned",
        "Owned by its employees, for example through an employee ownership trust.",
    ),
    (
        "multi_stakeholder",
        "Multi-stakeholder",
        "Several classes of member: workers, people who draw on care, families, "
        "community, investors.",
    ),
    (
        "care_recipient_owned",
        "Owned by people who draw on care",
        "A co-op owned by the people it supports.",
    ),
    (
        "platform",
        "Platform co-op",
        "Members own the platform that brings them together.",
    ),
    ("community", "Community-owned", "Owned by the people of a place."),
    (
        "public_service_mutual",
        "Public service mutual",
        "Spun out of a public body, with a say for its staff.",
    ),
    ("consortium", "Consortium", "Owned by the organisations that are its members."),
    (
        "not_for_profit",
        "Not-for-profit",
        "A charity or other not-for-profit, an ally of the network.",
    ),
)
TOPICS = (
    "Starting up",
    "Converting and worker buyout",
    "At-risk provision",
    "Governance and democracy",
    "Self-management",
    "Finance and investment",
    "Pay and conditions",
    "Recruitment and retention",
    "Training",
    "Quality and regulation",
    "Commissioning and tendering",
    "Social value",
    "Direct award",
    "Purpose-aligned partnership",
    "Technology and data",
    "Prevention",
    "Integration with health",
    "Care-recipient control",
    "International models",
    "Policy",
)
