"""Goals: what one asks for, how it stands, and reading one typed in plain words."""
