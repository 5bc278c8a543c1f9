"""What every request passes on its way in, and its answer on the way back, in the order of the settings."""
