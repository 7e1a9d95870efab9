"""Runs: read, plan, apply, report. Declares what it needs of a source and of an engine."""
