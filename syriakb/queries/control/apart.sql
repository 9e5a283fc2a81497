-- The questions of `seat` of which different sides hold the place, or say so of themselves: neither is part of the other.
SELECT DISTINCT b.seat FROM base AS b JOIN base AS o ON o.seat = b.seat AND o.holder > b.holder
WHERE NOT EXISTS (
  SELECT 1 FROM kin AS k
  WHERE k.one = b.holder AND k.known_by = b.known_by AND k.other = o.holder AND k.day IN (b.day, o.day)
)
UNION
SELECT a.seat FROM alone AS a JOIN alone AS o ON o.seat = a.seat AND o.subject > a.subject
UNION
SELECT seat FROM alone WHERE denied = 1
ORDER BY seat
