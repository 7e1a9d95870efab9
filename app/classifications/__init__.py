"""The catalogue of absence classifications and what an employer may receive."""
