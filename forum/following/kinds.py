"""What members choose about following, among the ways to be told."""

from functools import partial

from forum.adapter.letters import BOARD_WORDS, FOLLOWING, said_as
from forum.adapter.telling import keys_of
from forum.following import reach
from hub.notify.kinds import Kind, Way, register


def register_kinds() -> None:
    """Let people be told of what they follow; ask whether boards' words are mailed."""
    register(
        Kind(
            key=FOLLOWING,
            label="What you follow",
            explanation=(
                "New messages in discussions, boards, topics and pages that you follow. "
                "For each you choose how; what you choose here is the most you get."
            ),
            default=Way.AT_ONCE,
            visibility_of=keys_of,
            ways_about=reach.ways_about,
            in_mail=partial(said_as, FOLLOWING),
            ways={
                Way.NONE: "Do not tell me",
                Way.SITE: "On the site only",
                Way.AT_ONCE: "As I chose for each thing that I follow",
                Way.DAILY: "E-mail once a day at most",
                Way.WEEKLY: "E-mail once a week at most",
            },
        )
    )
    register(
        Kind(
            key=BOARD_WORDS,
            label="Words from members' boards",
            explanation=(
                "What is written on members' boards stays on the site: e-mail says who "
                "wrote and on which board. If you want, it brings the subject and the "
                "first words as well; whoever reads your e-mail then reads them too."
            ),
            default=Way.NONE,
            ways={
                Way.NONE: "Leave the words out of e-mail",
                Way.AT_ONCE: "Put the words into e-mail",
            },
        )
    )
