"""All there is as tables: for exports, and for SQL of one's own."""
