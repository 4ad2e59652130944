"""What moderators do with topics and with posts that wait."""
