"""What is left out of a run of the whole folder: the few conflicts, of which the reference is asked many more."""

collect_ignore = ["test_few.py"]  # but where it is named, as for a sample of mutants
