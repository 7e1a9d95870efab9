"""Keeps Xpert Suite's copy of a customer's Visma Nmbrs right. Layout: docs/architecture.md."""
