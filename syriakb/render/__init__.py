"""Answers as text, for a terminal or for a program."""
