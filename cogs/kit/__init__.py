"""What every cog uses, and nothing that belongs to one."""
