"""New clauses begun from a pattern: a skeleton for each stage of a procurement."""
