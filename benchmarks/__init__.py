"""How long the program's main work takes; `make bench` prints the table."""
