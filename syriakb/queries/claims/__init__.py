"""The claims themselves, and in whose interest they are."""
