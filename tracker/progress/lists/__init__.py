"""Commitments as lists show them, from what their stored verdicts rest on."""
