-- What is read and serves the interest of its speaker, as `own_word` has it.
CREATE TEMP TABLE IF NOT EXISTS own_word (claim TEXT, as_of INTEGER, known_by INTEGER);
CREATE INDEX IF NOT EXISTS own_word_claim ON own_word (claim);
DELETE FROM own_word;
UPDATE reading SET own = 1 WHERE sure = 0 AND EXISTS (
  SELECT 1 FROM own_word AS o
  WHERE o.claim = reading.claim AND o.as_of = reading.as_of AND o.known_by = reading.known_by
);
