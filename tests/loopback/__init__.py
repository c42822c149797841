"""A small Discord on 127.0.0.1, for what SimCord cannot show: sockets, rate limits, killed processes."""
