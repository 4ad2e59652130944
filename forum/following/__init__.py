"""What members follow on the forum, and how they hear of it."""
