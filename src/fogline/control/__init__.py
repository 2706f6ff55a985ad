"""Claims to control histories: who is said to hold each place, since when, on whose word."""
