"""Machina's tree of boards with their counts, unchanged."""

from machina.apps.forum.visibility import (
    ForumVisibilityContentNode,
    ForumVisibilityContentTree,
)

__all__ = ["ForumVisibilityContentNode", "ForumVisibilityContentTree"]
