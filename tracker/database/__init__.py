"""The engine Django speaks to PostgreSQL by."""
