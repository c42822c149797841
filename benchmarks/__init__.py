"""What the README's performance table is made by: each module prints figures and ratios from one run."""
