"""A Nmbrs look-alike that runs on its own. It shares no code with the product it helps to test."""
