"""How much work something is, counted: the same on any machine, whatever else it does."""

import cProfile
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """Do `work`, and return how many functions it called, Python's and C's.

    A million of them take a tenth of a second or two. What one call of C's does, a
    search for a pattern, say, counts as one: a test of those has a time limit that only
    what never ends reaches.
    """
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())
