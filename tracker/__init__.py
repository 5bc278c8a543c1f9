"""Duixian: what was promised in numbers, and what was later reported."""
