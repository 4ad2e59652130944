"""What of the toolkit is due: law that changed, reviews whose day has come, wording to pass."""
