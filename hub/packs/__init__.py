"""Packs: what somebody collects of the hub, in their order, to take away as one document."""
