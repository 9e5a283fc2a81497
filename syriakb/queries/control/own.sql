-- What is read and serves the interest of its speaker, as `own_word` (claim, as_of, known_by) has it.
CREATE INDEX IF NOT EXISTS own_word_claim ON own_word (claim);
UPDATE reading SET own = 1 WHERE sure = 0 AND EXISTS (
  SELECT 1 FROM own_word AS o
  WHERE o.claim = reading.claim AND o.as_of = reading.as_of AND o.known_by = reading.known_by
);
