"""Full-text search: what somebody may mean by some words, and where it stands."""
