"""Passwords that are long enough and still easily guessed."""

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from hub.accounts.models import User

# Guessing takes time that grows fast with the length, most of all where signs may stand for
# letters, and what follows adds only safety. Four words of a good password fit.
_LONGEST_JUDGED = 24
_GOOD_ENOUGH = 3
ADVICE = (
    "At least 12 characters. Four or more words that have nothing to do with each other "
    "make a good one."
)


class GuessableValidator:
    """Refuse what a guessing program would find soon: words, names, patterns, dates."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that is guessed easily."""
        known = [user.email, *user.email.split("@"), user.display_name] if user else []
        judged = zxcvbn(
            password[:_LONGEST_JUDGED],
            user_inputs=[word[:80] for word in known if word],
        )
        if judged["score"] < _GOOD_ENOUGH:
            raise ValidationError(
                "This password is easy to guess. Four or more words that have nothing to "
                "do with each other make a good one.",
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """Say what makes a good password."""
        return "Four or more words that have nothing to do with each other are good."
