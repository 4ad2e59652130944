"""Questions and answers among the things that addresses name."""

from forum.adapter.actions import describe_topic
from tests.factories import forum as make


def add_answers(things, missing: int) -> None:
    """A question with an answer, and the same on the board that is closed."""
    for topic in (things.topic, things.secret):
        describe_topic(topic=topic, tags=[], is_question=True)
    secret, moderating = things.secret, {"moderator", "coordinator", "administrator"}
    hidden = make.reply(secret, things.writer, "Secret answer").pk
    things.values["forum_answers pk"] = things.post.pk
    things.values["forum_answers slug"] = "training"
    names = "/forum/mentions/?q=w&board={}"
    things.paths["forum_answers:mentions"] = names.format(things.board.pk)
    things.hidden.append(
        (names.format(secret.forum_id), names.format(missing), moderating)
    )
    things.hidden += [
        (
            f"/forum/answers/{hidden}/{verb}/",
            f"/forum/answers/{missing}/{verb}/",
            moderating,
        )
        for verb in ("accept", "take-back", "useful")
    ]
