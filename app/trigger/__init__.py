"""`python -m app run`: start a run from a script, follow it, and end with a code that says what came of it.

A plain client of the public API: it needs an address and a key, and neither settings nor a database.
"""
