"""Law by name, as first seeded; a migration reads it.

Only names and nations that are certain stand here. An address is given only where both
the form of address and the chapter or instrument number are known; thresholds and
sections are left out, because they change and have to be checked anyway.
"""

_SITE = "https://www.legislation.gov.uk/"
ENGLAND = ("england",)
WALES = ("wales",)
SCOTLAND = ("scotland",)
NORTHERN_IRELAND = ("northern_ireland",)
ENGLAND_WALES_NI = ("england", "wales", "northern_ireland")
GREAT_BRITAIN = ("england", "scotland", "wales")
ALL = ("england", "scotland", "wales", "northern_ireland")

LAW = (
    ("Care Act 2014", f"{_SITE}ukpga/2014/23", ENGLAND),
    ("Data Protection Act 2018", f"{_SITE}ukpga/2018/12", ALL),
    ("Equality Act 2010", f"{_SITE}ukpga/2010/15", GREAT_BRITAIN),
    ("Health and Social Care (Wales) Act 2025", "", WALES),
    (
        "Health and Social Care (Reform) Act (Northern Ireland) 2009",
        f"{_SITE}nia/2009/1",
        NORTHERN_IRELAND,
    ),
    (
        "Health Care Services (Provider Selection Regime) Regulations 2023",
        f"{_SITE}uksi/2023/1348",
        ENGLAND,
    ),
    ("Local Government Act 1988", f"{_SITE}ukpga/1988/9", GREAT_BRITAIN),
    ("National Minimum Wage Act 1998", f"{_SITE}ukpga/1998/39", ALL),
    ("Procurement Act 2023", f"{_SITE}ukpga/2023/54", ENGLAND_WALES_NI),
    ("Procurement Reform (Scotland) Act 2014", f"{_SITE}asp/2014/12", SCOTLAND),
    ("Public Contracts (Scotland) Regulations 2015", f"{_SITE}ssi/2015/446", SCOTLAND),
    ("Public Services (Social Value) Act 2012", f"{_SITE}ukpga/2012/3", ENGLAND),
    (
        "Social Care (Self-directed Support) (Scotland) Act 2013",
        f"{_SITE}asp/2013/1",
        SCOTLAND,
    ),
    (
        "Social Partnership and Public Procurement (Wales) Act 2023",
        f"{_SITE}asc/2023/1",
        WALES,
    ),
    (
        "Social Services and Well-being (Wales) Act 2014",
        f"{_SITE}anaw/2014/4",
        WALES,
    ),
    (
        "Transfer of Undertakings (Protection of Employment) Regulations 2006",
        f"{_SITE}uksi/2006/246",
        GREAT_BRITAIN,
    ),
)
