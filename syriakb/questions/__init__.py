"""Questions as somebody asks them: a module for each, with the function of its name, and what all of them can be given.

Such a function takes what is opened and the words of whoever asks, looks up the names among them, and gives the answer
of `queries`. Its parameters say in words what they take (`words.Given`): command line, Python and assistants all ask
through it, and make their options, methods and tools of it.
"""

QUESTIONS = frozenset(
    {
        "disputes",
        "depends",
        "allies",
        "backing",
        "relations",
        "capitals",
        "control",
        "claims",
        "list",
        "show",
        "diff",
        "timeline",
        "path",
    }
    | {"search", "why", "verify", "coverage", "info", "check", "sql"}
)
