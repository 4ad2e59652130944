"""Passwords that are guessed easily are refused, and judging one is never much work."""

import pytest
from django.core.exceptions import ValidationError

from hub.accounts.passwords import GuessableValidator
from tests.work import calls

#: All that may stand for a letter: "4" or "@" for an a, and so on.
SIGNS = "4@({[<369!1|05$7+%2zx"


def test_long_password_of_signs_for_letters_is_judged_with_no_more_work_than_its_start():
    validate = GuessableValidator().validate
    beginning = calls(lambda: validate((SIGNS * 2)[:24]))

    assert calls(lambda: validate(SIGNS * 50)) < 1.05 * beginning


def test_long_password_that_begins_with_four_words_is_good():
    GuessableValidator().validate("river cactus thirteen mellow and what follows them")


@pytest.mark.parametrize(
    "password", ["qwertyuiop123", "aaaaaaaaaaaaaaaa", "password" * 20]
)
def test_password_that_is_guessed_easily_is_refused(password):
    with pytest.raises(ValidationError, match="easy to guess"):
        GuessableValidator().validate(password)
