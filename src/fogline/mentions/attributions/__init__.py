"""Attributions: who is said to say what, on which words; and notes on verification."""
