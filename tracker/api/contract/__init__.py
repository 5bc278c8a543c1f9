"""What the API says of itself: every operation, its examples, and the refusals it may answer."""
