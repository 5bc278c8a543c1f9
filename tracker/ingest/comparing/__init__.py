"""Holds staged rows against what is stored and against each other: what would become of each."""
