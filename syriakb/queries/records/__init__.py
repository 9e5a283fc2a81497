"""Single records, and the knowledge base as a whole."""
