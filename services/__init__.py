"""Use cases, one function each: load, decide, save, return an outcome. No Discord types."""
