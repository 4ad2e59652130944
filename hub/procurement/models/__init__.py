"""Law, clauses and their versions, routes, packs, and the pages that lead to them."""

from hub.procurement.models.clause import ClausePage
from hub.procurement.models.clause_index import ClauseIndexPage
from hub.procurement.models.clause_rows import (
    ClauseNation,
    ClauseProcedure,
    ClauseRegime,
    ClauseSource,
)
from hub.procurement.models.door import ProcurementIndexPage
from hub.procurement.models.law import (
    LegalBasis,
    LegalBasisNation,
    Provision,
    ProvisionNation,
    Threshold,
)
from hub.procurement.models.legal_review import LegalReview, LegalReviewTask
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
    "ClauseRegime",
    "ClauseSource",
    "ClauseVersion",
    "LegalBasis",
    "LegalBasisNation",
    "LegalReview",
    "LegalReviewTask",
    "ProcurementIndexPage",
    "Provision",
    "ProvisionNation",
    "RouteIndexPage",
    "RouteNation",
    "RoutePage",
    "RouteSource",
    "Threshold",
]
