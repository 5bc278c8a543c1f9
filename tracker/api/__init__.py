"""The REST door: published commitments, figures and verdicts as JSON and CSV under /api/v1/."""
