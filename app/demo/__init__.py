"""`make demo`: sections 3 to 6 of the article, walked through the public API alone.

A pretended Nmbrs and the service run beside it as processes of their own, on a fresh database.
"""
