"""Documents that do not give their day are dated from others; what a change cannot reach is left as it is."""
