"""The English that members type: words, numbers and days, read in place and never rewritten."""
