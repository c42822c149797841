"""What is done to every message on its way out: names, links of commands, marks, and what Discord has room for."""
