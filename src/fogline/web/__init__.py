"""The page: a ledger shown, searched and reviewed in a browser."""
