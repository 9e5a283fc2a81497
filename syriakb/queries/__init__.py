"""The questions, one module for each family, and the SQL that answers it beside it."""
