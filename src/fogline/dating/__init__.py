"""Days of documents that do not give their own, from other documents about the same happenings."""
