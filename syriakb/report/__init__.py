"""The report: one page for somebody without the tool. `page` puts it together of what the other modules make."""
