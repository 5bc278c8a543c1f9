"""Lists of commitments on pages: narrowed, ordered, counted, and cut so that any length opens alike."""
