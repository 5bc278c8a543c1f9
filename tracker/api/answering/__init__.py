"""How an answer goes out: its form and parts, made or remembered, marked, so many at a time."""
