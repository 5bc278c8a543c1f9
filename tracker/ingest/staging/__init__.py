"""From a kept file to a plan: every row checked, staged, compared and asked about."""
