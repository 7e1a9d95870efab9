"""Configurations: what an account imports, when, and what is mailed."""
