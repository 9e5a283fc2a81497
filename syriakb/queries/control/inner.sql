-- Holders of a place of which one belongs to the other: the inner one is named first (rule 4a).
SELECT DISTINCT b.seat, b.holder, o.holder AS whole FROM base AS b JOIN base AS o ON o.seat = b.seat AND o.holder <> b.holder
WHERE EXISTS (
  SELECT 1 FROM kin AS k
  WHERE k.one = b.holder AND k.known_by = b.known_by AND k.other = o.holder AND k.up = 1 AND k.day IN (b.day, o.day)
)
ORDER BY b.seat, b.holder, whole
