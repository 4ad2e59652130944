"""Nations, regions, councils and trusts: the places that the hub speaks of."""
