"""What a careful clerk would ask back about figures that can be read: the rules, and who is asked."""
