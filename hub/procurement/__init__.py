"""Procurement: the routes to a contract, and the library of model clauses."""
