"""Claims and reviews to origins, events and disagreements, kept in the ledger: only what a change can touch."""
