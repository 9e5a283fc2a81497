"""Which commands there are, under their headings, each with its sentence in `syriakb --help`.

A command NAME is the function of that name in the module of that name beside this one (`import_` where the name is
Python's own, `_` stands for a hyphen). The sentence stands here too, so that `--help` imports none of them.
"""

COMMANDS = {
    "Questions": {
        "allies": "Who stands with an actor, by support, alliance or membership.",
        "backing": "Who backs whom: one actor supporting another.",
        "relations": "Every relation of an actor to another, the hostile ones too.",
        "capitals": "The provincial capitals and who holds them.",
        "control": "Who controls what.",
        "claims": "The claims, filtered.",
        "list": "What there is: actors, places, sources, predicates, alliances, rulings or kinds.",
        "show": "One record, with all that touches it.",
    },
    "Time and proof": {
        "diff": "What changed between two days in control and in relations; --known-by holds for both.",
        "timeline": "Dated claims in order, by the earliest day that their dates can mean.",
        "disputes": "Where voices disagree: places and relations, each with who says what.",
        "depends": "Which answers would change without a voice.",
        "path": "The shortest chains of relations that link two actors, hostile ones marked.",
        "search": "Full text of statements, anchors, names and notes, the best matches first.",
        "why": "The proof of an answer: the rule that decided, and each claim for and against it.",
        "verify": "Hold every claim of a source against its text.",
        "coverage": "What of a text has claims and what not.",
    },
    "Adding and changing": {
        "add": "Add a record, by options or by prompts.",
        "retract": "Take a claim back.",
        "edit": "Change one record, by options or in your editor; it is checked before it is written.",
        "merge": "Make two actors or two places one.",
        "undo": "Take back the last change that was made here with this tool.",
        "remove": "Remove a record that no other refers to.",
        "rename": "Give a record another id, and rewrite every reference to it.",
        "read": "Read a text into claims.",
        "import": "Add many records from a table of your own or somebody else's.",
        "init": "Begin a knowledge base of your own.",
        "merge-driver": "Merge two versions of a file record by record; git calls it.",
    },
    "The knowledge base": {
        "info": "What this knowledge base is, where it is, and how large.",
        "check": "Every problem of the data, with its place and what to do.",
    },
    "Pictures and other tools": {
        "map": "Who controls the provincial capitals and the areas around them, on a map.",
        "graph": "Who stands with and against whom, as a tree or as a picture.",
        "report": "One page to hand over: answers, map, graph, tables and claims, for a browser without a network.",
        "export": "Give the knowledge base in the format of another tool.",
        "publish": "Put the index on a PostgreSQL server, for everybody to ask.",
        "mcp": "The questions as tools for assistants, by the Model Context Protocol.",
        "sql": "Ask in SQL: read-only, over documented views.",
    },
    "To read on": {
        "help": "The guides: asking, the rules of answering, the data model, changing and more.",
    },
}
