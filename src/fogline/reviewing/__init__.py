"""Decisions on a ledger: made, checked, taken back, asked for, and what they add up to."""
