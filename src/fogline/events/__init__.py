"""Claims to events: which claims tell of one happening, how sure, and how many independent voices do."""
