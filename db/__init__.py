"""Tables, migrations and queries: rows to dataclasses and back, and nothing else."""
