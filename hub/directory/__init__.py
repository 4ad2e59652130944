"""The directory of care co-ops, and of the organisations that work with them."""
