"""Who stands with and against whom."""
