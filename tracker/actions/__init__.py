"""Writes across tables: module = noun, function = verb, keyword-only, atomic, `by` = the actor."""
