"""Which folder is asked, which bytes stand in it, and how others are put in their place."""
