"""Read models: one question a file."""
