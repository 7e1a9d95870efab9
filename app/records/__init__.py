"""What was imported, for the suite's other components to read."""
