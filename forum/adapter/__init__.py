"""Where the hub and the forum meet: the only door for the rest of the hub."""
