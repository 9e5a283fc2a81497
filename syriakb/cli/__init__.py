"""The command line: it parses, asks and renders, and decides nothing."""
