"""The pages on which files are brought in: upload, columns, preview, decision, and what became of it."""
