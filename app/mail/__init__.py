"""Mail: makes a message, and hands it to an SMTP server or puts it in a folder. Knows nothing of runs.

What goes wrong is a code in a receipt: the words of a server quote addresses, and stay here.
"""
