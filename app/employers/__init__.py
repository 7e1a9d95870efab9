"""Employers and employer groups."""
