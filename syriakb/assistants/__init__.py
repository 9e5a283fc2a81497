"""What an assistant is given over the Model Context Protocol: questions as tools, and, where that is allowed, changes.

`server.py` alone knows the library that speaks the protocol; the rest is plain data.
"""
