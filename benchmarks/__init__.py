"""Figures of the service, measured on this machine and compared inside one run. See README.md."""
