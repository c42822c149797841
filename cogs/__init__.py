"""What a member sees: one file per feature, each a thin table of contents over its services."""
