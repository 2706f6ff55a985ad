"""Documents to origins: what is copied counts once."""
