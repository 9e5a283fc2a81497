-- The questions of `seat` of which different sides hold the place, or say so of themselves: neither is part of the other, and
-- no claim has both hold it together, or what they are part of, or what is part of them (4a).
SELECT DISTINCT b.seat FROM base AS b JOIN base AS o ON o.seat = b.seat AND o.holder > b.holder
WHERE NOT EXISTS (
  SELECT 1 FROM kin AS k
  WHERE k.one = b.holder AND k.known_by = b.known_by AND k.other = o.holder AND k.day IN (b.day, o.day)
) AND NOT EXISTS (
  SELECT 1 FROM deciding AS d JOIN deciding AS e ON e.seat = d.seat AND e.claim = d.claim AND e.subject <> d.subject
  WHERE d.seat = b.around
    AND (d.subject = b.holder OR EXISTS (
      SELECT 1 FROM kin AS k
      WHERE k.one = d.subject AND k.known_by = b.known_by AND k.other = b.holder AND k.day IN (b.day, o.day)
    ))
    AND (e.subject = o.holder OR EXISTS (
      SELECT 1 FROM kin AS k
      WHERE k.one = e.subject AND k.known_by = b.known_by AND k.other = o.holder AND k.day IN (b.day, o.day)
    ))
)
UNION
SELECT a.seat FROM alone AS a JOIN alone AS o ON o.seat = a.seat AND o.subject > a.subject
WHERE NOT EXISTS (SELECT 1 FROM alone AS j WHERE j.seat = a.seat AND j.claim = o.claim AND j.subject = a.subject)
UNION
SELECT seat FROM alone WHERE denied = 1
ORDER BY seat
