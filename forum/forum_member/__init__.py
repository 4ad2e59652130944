"""Machina's profiles: needed by its loader, shown nowhere."""
