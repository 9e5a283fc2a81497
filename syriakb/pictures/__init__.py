"""What maps and graphs show, and their SVG."""
