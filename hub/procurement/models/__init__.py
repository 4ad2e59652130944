"""Law by name, clauses and their versions, routes, and the pages that lead to them."""

from hub.procurement.models.clause import (
    ClauseIndexPage,
    ClauseNation,
    ClausePage,
    ClauseProcedure,
    ClauseSource,
)
from hub.procurement.models.door import ProcurementIndexPage
from hub.procurement.models.law import LegalBasis, LegalBasisNation
from hub.procurement.models.route import (
    RouteIndexPage,
    RouteNation,
    RoutePage,
    RouteSource,
)
from hub.procurement.models.version import ClauseVersion

__all__ = [
    "ClauseIndexPage",
    "ClauseNation",
    "ClausePage",
    "ClauseProcedure",
    "ClauseSource",
    "ClauseVersion",
    "LegalBasis",
    "LegalBasisNation",
    "ProcurementIndexPage",
    "RouteIndexPage",
    "RouteNation",
    "RoutePage",
    "RouteSource",
]
