"""What the ids of an export begin with, so that they are those of no knowledge base of another name."""

from hashlib import blake2b

from syriakb.edits.entry import slug
from syriakb.queries.moment import Opened


def namespace(kb: Opened) -> str:
    """The `id` of `kb.yaml`, else a word of its title, with a digest of that where more than its case is lost."""
    own, title = kb.db.execute("SELECT id, title FROM kb").fetchone() or (None, "")
    if own:
        return str(own)
    word = slug(title)
    if word == title.lower().replace(" ", "-"):
        return word
    return "-".join(filter(None, (word, blake2b(title.encode(), digest_size=4).hexdigest())))
