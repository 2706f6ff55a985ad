"""Quantities, taken apart: number forms, bounds, units, the noun that is counted."""
