"""A handful of places, as `load_places` would bring them."""

from hub.places.models import Outcode, PlaceName, Settlement
from hub.places.names import key_of

#: code, latitude, longitude
DISTRICTS = [
    ("IP1", 52.067, 1.139),
    ("PO30", 50.692, -1.315),
    ("NP20", 51.584, -3.005),
    ("LS1", 53.798, -1.549),
]
#: name, nation, population, latitude, longitude, district, near, other names
TOWNS = [
    ("Ipswich", "england", 178_835, 52.059, 1.155, "IP1", "", []),
    ("King's Lynn", "england", 46_093, 52.752, 0.395, "PE30", "Peterborough", ["Lynn"]),
    ("St Albans", "england", 84_561, 51.75, -0.333, "AL1", "", []),
    ("London", "england", 8_961_989, 51.509, -0.126, "WC2N", "", []),
    ("Leeds", "england", 455_123, 53.796, -1.548, "LS1", "", []),
    ("Merton", "england", 300, 50.888, -4.095, "EX19", "Exeter", []),
    ("Newport", "wales", 161_506, 51.588, -2.998, "NP20", "", ["Casnewydd"]),
    ("Newport", "england", 24_884, 50.701, -1.291, "PO30", "Portsmouth", []),
    ("Newport", "england", 12_741, 52.767, -2.377, "TF10", "Telford", []),
    ("Preston", "england", 313_332, 53.763, -2.705, "PR1", "", []),
    ("Preston", "england", 0, 53.76, -0.2, "HU12", "Hull", []),
    ("Richmond", "england", 8_413, 54.404, -1.734, "DL10", "Darlington", []),
    ("Richmond", "england", 21_469, 51.462, -0.306, "TW9", "Twickenham", []),
    ("Bangor", "northern_ireland", 61_011, 54.661, -5.668, "BT19", "", []),
    ("Bangor", "wales", 18_322, 53.228, -4.129, "LL59", "Llandudno", []),
    ("Belfast", "northern_ireland", 348_005, 54.597, -5.925, "BT1", "", []),
    ("Machynlleth", "wales", 2_083, 52.591, -3.851, "SY20", "Shrewsbury", []),
    ("Newtown", "wales", 11_362, 52.517, -3.3, "SY16", "", ["Y Drenewydd"]),
]


def make_places() -> None:
    """Keep them in the tables, beside what the migrations seed."""
    Outcode.objects.bulk_create(
        Outcode(code=code, latitude=north, longitude=east, precision="district")
        for code, north, east in DISTRICTS
    )
    for name, nation, people, north, east, district, near, others in TOWNS:
        town = Settlement.objects.create(
            name=name,
            nation=nation,
            population=people,
            latitude=north,
            longitude=east,
            district=district,
            near=near,
        )
        PlaceName.objects.bulk_create(
            PlaceName(key=key_of(each), settlement=town) for each in [name, *others]
        )
