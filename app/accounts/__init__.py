"""Accounts: a customer's credentials at Nmbrs, their scope, and the employer codes they deliver."""
