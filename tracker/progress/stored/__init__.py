"""Verdicts that are kept: recorded with the rows they rest on, kept up to date, shown again, recomputed."""
