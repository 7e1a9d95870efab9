"""What is true about HR and absence: frozen values and pure functions. Standard library only."""
