"""A commissioner's look at their own practice; nothing of it is kept."""
