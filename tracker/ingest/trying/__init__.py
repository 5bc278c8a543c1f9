"""Single rows, tried as a file of one row would be: the same checks, outcomes and doubts, nothing staged."""
