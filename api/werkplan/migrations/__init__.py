"""Versions of the tables, and how to go from one to the next."""
