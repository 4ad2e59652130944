"""What is kept of a lawyer who passed wording."""

from hub.accounts.personal import parts
from hub.procurement.models import LegalReview
from tests.factories.procurement import make_clause, pass_legally


def test_lawyer_who_leaves_is_forgotten_and_the_wording_stays_passed(
    clause_index, person
):
    clause, lawyer = make_clause(clause_index), person("Lou Lawyer")
    pass_legally(clause)
    LegalReview.objects.update(reviewer=lawyer, note="Sound.")
    (part,) = [one for one in parts() if one.key == "legal-reviews"]
    assert [row["Version"] for row in part.export(lawyer)] == [clause.version]

    part.erase(lawyer)

    assert part.export(lawyer) == []
    assert clause.is_legally_passed()
