"""What `make check` proves, one module per statement: silent, or telling what contradicts it and failing."""
