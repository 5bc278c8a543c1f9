"""Rows in work: as they are stored, drafts included, seen and changed by those whose remits cover them.

What is public is answered elsewhere, the same to everybody. Here every answer depends on who asks.
"""
