"""What a program in Python is given: a knowledge base whose methods are the questions, and answers that are rows."""
