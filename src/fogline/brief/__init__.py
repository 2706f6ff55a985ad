"""Situation briefs: what is claimed, confirmed, disputed and has changed hands, each sentence with its evidence."""
