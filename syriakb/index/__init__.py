"""The records as tables: sound records become an SQLite index, checked, with the facts that questions need prepared."""
