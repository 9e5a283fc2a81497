"""A command-line knowledge base of a conflict.

The folders are rooms, in the order in which knowledge passes through them: `text` reads what lies on the `disk` into
the records of `model`, `index` makes tables of those that are sound, `queries` asks these in SQL and gives an `Answer`,
`render` makes text of it for a terminal or a program. `pictures`, `export` and `report` show the same otherwise,
`edits` changes the records, `questions` is what can be asked and the words it takes, `cli` is where somebody types,
`help` are the guides that it shows.
"""

__version__ = "0.1.0"
