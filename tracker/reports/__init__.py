"""What doors share going out: figures, periods and verdicts in words, and charts."""
