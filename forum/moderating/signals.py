"""What other parts of the forum may join in, within the transaction.

`topic_split` is sent with `source`, `target` and `posts` (numbers); `topics_merged` with
`source`, which is about to go, and `target`. Rows that point to a topic by a foreign key
of their own are moved without it, see `forum.moderating.belongings`; whoever names topics
otherwise, or has rules of their own, listens here.
"""

from django.dispatch import Signal

topic_split = Signal()
topics_merged = Signal()
