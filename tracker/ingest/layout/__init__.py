"""How a file is laid out: which header means which field, what a form says of it, what is kept of it."""
