"""Changes of the records: drafted, tried out on the index, and written only if the whole stays sound."""
