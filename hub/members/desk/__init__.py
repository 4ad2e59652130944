"""The coordinators' desk: what waits for them, and the network in numbers."""
