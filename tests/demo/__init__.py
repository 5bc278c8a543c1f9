"""The demo as it is seeded, held against the documents it was read from."""
