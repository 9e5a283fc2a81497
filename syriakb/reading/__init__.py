"""Reading: a text into drafts of claims. Its paragraphs, who is named in them, what they say of them, and when."""
