"""The engine for one machine: a file, one writer, readers of their own."""
