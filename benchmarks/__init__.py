"""What docs/performance.md is made by: each module prints figures and ratios from one run."""
