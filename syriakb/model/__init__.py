"""What a record is: its fields, dates, names and words. Nothing here knows a file or SQL."""
