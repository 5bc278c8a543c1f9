"""A person's own account: logging in, locks, sessions, and changing the password."""
