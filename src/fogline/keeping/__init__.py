"""Ledgers as files: two made one, looked through for faults, told about."""
