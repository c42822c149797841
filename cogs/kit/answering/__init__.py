"""From a press or a command to its answer: routing it, delivering what it comes to, and saying what went wrong."""
