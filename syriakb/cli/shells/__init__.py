"""Completion in bash, zsh and fish: a script of our own for each, and what answers it."""
