"""What looks across features before anything runs: whether an employer is ready."""
