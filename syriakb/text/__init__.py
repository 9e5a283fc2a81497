"""Text to records and back: the forms that records stand in, how they are read, written and changed in place."""
