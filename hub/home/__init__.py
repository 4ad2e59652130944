"""The front door: the home page and standard pages."""
