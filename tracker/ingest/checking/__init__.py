"""The one checker of rows: what is known by every name, and what a row of text says in its terms."""
