"""What is due: running it and settling it."""
