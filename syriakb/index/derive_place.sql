-- Prepares what encloses each place.

DELETE FROM enclosing;

INSERT INTO enclosing
WITH RECURSIVE up (place, ancestor, distance) AS (
  SELECT id, id, 0 FROM place
  UNION
  SELECT up.place, within.parent, up.distance + 1 FROM up JOIN within ON within.place = up.ancestor
)
SELECT place, ancestor, MIN(distance) FROM up GROUP BY place, ancestor;
