"""Files of figures brought in by programs: sent, checked, looked through, stored, taken back."""
