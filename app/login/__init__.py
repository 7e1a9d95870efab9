"""Getting in with a browser: a key for a session, and out again."""
