"""The change set itself: opened with a file, counted, watched at work, given up."""
