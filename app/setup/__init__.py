"""What looks across features: whether an employer is ready, and what is left to do for an account."""
