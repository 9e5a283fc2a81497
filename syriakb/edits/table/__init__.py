"""Somebody else's table: read from a file of any common format, and made into records by a mapping."""
