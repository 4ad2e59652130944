"""What is kept of a person about answers: what they found useful, what they accepted."""

from forum.answers.models import AcceptedAnswer, UsefulMark
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register


def register_part() -> None:
    """Count useful marks and accepted answers among what is kept."""
    register(
        Part(
            key="answers",
            label="Answers you accepted or found useful",
            why="So that others see which answers helped.",
            kept_for=(
                "Until you take them back or leave. An answer that you accepted stays "
                "accepted, without your name; your own answers stay accepted unless "
                "you have your words removed."
            ),
            export=lambda person: _useful(person) + _accepted(person),
            erase=_erase,
            covers=(
                "forum_answers.usefulmark.member",
                "forum_answers.acceptedanswer.accepted_by",
            ),
        )
    )


def _useful(person: User) -> Rows:
    rows = UsefulMark.objects.filter(member=person).select_related("post__topic__forum")
    return [
        {
            "Found useful in the discussion": row.post.topic.subject,
            "On": row.made_at.isoformat(),
            "Address": row.post.get_absolute_url(),
        }
        for row in rows
    ]


def _accepted(person: User) -> Rows:
    rows = AcceptedAnswer.objects.filter(accepted_by=person)
    return [
        {
            "Accepted an answer in the discussion": row.post.topic.subject,
            "On": row.accepted_at.isoformat(),
            "Address": row.post.get_absolute_url(),
        }
        for row in rows.select_related("post__topic__forum").order_by("accepted_at")
    ]


def _erase(person: User) -> None:
    UsefulMark.objects.filter(member=person).delete()
    AcceptedAnswer.objects.filter(accepted_by=person).update(accepted_by=None)
    if person.erases_posts:
        # What is left of the answer says nothing.
        AcceptedAnswer.objects.filter(post__poster=person).delete()
