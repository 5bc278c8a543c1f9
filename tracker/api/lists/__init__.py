"""Lists: pages by keyset, the rows of commitments in them, and their lines where the database makes them."""
