"""What is kept beside commitments for searches, lists and counts, and the counting itself."""
