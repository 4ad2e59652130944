"""What keeps the forum a place for people: limits, first posts, and the agreement."""
