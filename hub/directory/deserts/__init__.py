"""Care deserts: councils in whose area the directory lists no care co-op."""
