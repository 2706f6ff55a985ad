"""The parts of the façade: what is asked of a ledger, what is given out of it, what is judged by it."""
