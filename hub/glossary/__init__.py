"""The glossary: the words of care and of contracts, explained once."""
