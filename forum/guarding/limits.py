"""How often a member may write, counted as everything else of members is.

The forms that ask hold the member's row meanwhile, so that one member's posts are counted
one after the other.
"""

from hub.accounts.limits import consume, consume_in_turn, in_words

POST = "forum_post"
POST_AS_NEWCOMER = "forum_post_newcomer"
EDIT = "forum_edit"
UPLOAD = "forum_upload"

__all__ = [
    "EDIT",
    "POST",
    "POST_AS_NEWCOMER",
    "UPLOAD",
    "consume",
    "consume_in_turn",
    "in_words",
]
