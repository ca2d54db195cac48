"""Templates checked against the offers of the desk."""
