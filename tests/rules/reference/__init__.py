"""The rules of answering once more: slow, plain, and written from the guide's sentences, never from the SQL.

Each function is one rule, or a part of one, and names it. Who changes a rule changes its sentence, its function here
and the SQL; `test_reference.py` asks both of small made-up conflicts and wants the same answers.
"""
