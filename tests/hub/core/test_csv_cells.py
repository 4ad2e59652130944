import pytest

from hub.core.csv_cells import csv_attachment, tame


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1", "\nx", "  =1", "＝1", "＠a"],
)
def test_words_that_begin_a_formula_get_an_apostrophe(cell):
    assert tame(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "Alder", "a=b", "1-2", "Bath & Co", -1.5, 0, None]
)
def test_other_cells_and_numbers_stay_as_they_are(cell):
    assert tame(cell) == cell


def test_file_holds_every_row_tamed_and_quoted():
    response = csv_attachment("some.csv", [["name", "n"], ['=a,"b"', -2]])

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="some.csv"'
    assert response.content.decode() == 'name,n\r\n"\'=a,""b""",-2\r\n'


def test_file_is_marked_as_utf_8_on_demand():
    assert csv_attachment("some.csv", [["é"]], marked=True).content.startswith(
        b"\xef\xbb\xbf"
    )
