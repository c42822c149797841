"""What swaps look like."""
