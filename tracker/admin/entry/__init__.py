"""Fast entry: a year's figures in a grid, a commitment in one form, last year's plan copied."""
