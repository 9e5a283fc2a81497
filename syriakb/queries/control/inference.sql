-- Which of the areas around it a place takes its holder from (rule 5).

-- What was left, the place itself or one between it and the area, stops the search, unless the area was taken or held later:
-- and it is not given back to who left it.
-- needs: area
UPDATE area SET
  stopped = CASE WHEN EXISTS (
    SELECT 1 FROM enclosing AS e JOIN enclosing AS f ON f.place = e.ancestor AND f.ancestor = area.ancestor
    JOIN seat AS s ON s.place = e.ancestor AND s.as_of = area.as_of AND s.known_by = area.known_by AND s.spared = area.spared
    JOIN left_by AS l ON l.seat = s.seat
    WHERE e.place = area.place AND e.ancestor <> area.ancestor
      AND (l.day >= area.newest OR EXISTS (SELECT 1 FROM verdict AS v WHERE v.seat = l.seat))
  ) THEN 1 ELSE 0 END,
  returned = CASE WHEN EXISTS (
    SELECT 1 FROM enclosing AS e JOIN enclosing AS f ON f.place = e.ancestor AND f.ancestor = area.ancestor
    JOIN seat AS s ON s.place = e.ancestor AND s.as_of = area.as_of AND s.known_by = area.known_by AND s.spared = area.spared
    JOIN left_by AS l ON l.seat = s.seat
    JOIN holder AS h ON h.seat = area.around
    WHERE e.place = area.place AND e.ancestor <> area.ancestor AND (l.subject = h.holder OR EXISTS (
      SELECT 1 FROM kin AS k
      WHERE k.one = h.holder AND k.day = h.day AND k.known_by = h.known_by AND k.other = l.subject
    ))
  ) THEN 1 ELSE 0 END,
  -- Nor is it inferred to be held by whom somebody denies to hold it, or a place between.
  denied = CASE WHEN EXISTS (
    SELECT 1 FROM enclosing AS e JOIN enclosing AS f ON f.place = e.ancestor AND f.ancestor = area.ancestor
    JOIN seat AS s ON s.place = e.ancestor AND s.as_of = area.as_of AND s.known_by = area.known_by AND s.spared = area.spared
    JOIN reading AS d ON d.seat = s.seat AND d.effect IN ('gains', 'holds') AND d.stance = 'denies'
    JOIN holder AS h ON h.seat = area.around AND h.holder = d.subject
    WHERE e.place = area.place AND e.ancestor <> area.ancestor AND d.own = 0 AND d.until_day >= d.as_of
      AND NOT EXISTS (
        SELECT 1 FROM point AS p
        WHERE p.seat = h.seat AND p.day > d.from_day AND (p.again = 0 OR p.day > COALESCE(d.report_day, 0))
      )
  ) THEN 1 ELSE 0 END;

-- A row of `base`: who holds the place of a question, by its own claims (`around` is itself) or inferred from an area. Where
-- areas around it are held by different sides, nobody is said to.
CREATE TEMP TABLE IF NOT EXISTS base (
  seat INTEGER, as_of INTEGER, known_by INTEGER, around INTEGER, holder TEXT, day INTEGER, newest INTEGER
);
CREATE INDEX IF NOT EXISTS base_seat ON base (seat);
DELETE FROM base;
INSERT INTO base SELECT seat, as_of, known_by, seat, holder, day, newest FROM holder;
-- needs: area
INSERT INTO base
WITH
free AS (SELECT a.* FROM area AS a WHERE stopped = 0 AND returned = 0 AND denied = 0),
apart AS (
  SELECT DISTINCT f.seat FROM free AS f JOIN holder AS h ON h.seat = f.around
  JOIN free AS g ON g.seat = f.seat AND g.around <> f.around
  WHERE NOT EXISTS (SELECT 1 FROM holder AS i WHERE i.seat = g.around AND (i.holder = h.holder OR EXISTS (
    SELECT 1 FROM kin AS k WHERE k.one = h.holder AND k.day = h.day AND k.known_by = h.known_by AND k.other = i.holder
  )))
),
first AS (
  SELECT f.*, ROW_NUMBER() OVER (PARTITION BY f.seat ORDER BY f.distance, f.newest DESC, f.ancestor) AS rank FROM free AS f
  WHERE f.seat NOT IN (SELECT seat FROM apart)
)
SELECT f.seat, f.as_of, f.known_by, f.around, h.holder, h.day, h.newest
FROM first AS f JOIN holder AS h ON h.seat = f.around WHERE f.rank = 1;

-- A row of `gone`: a place of which nothing is claimed, and the nearest area around it of which something is, which was left.
CREATE TEMP TABLE IF NOT EXISTS gone (seat INTEGER, around INTEGER);
CREATE INDEX IF NOT EXISTS gone_seat ON gone (seat);
DELETE FROM gone;
-- needs: left_by
INSERT INTO gone
SELECT seat, around FROM (
  SELECT s.seat, a.seat AS around, ROW_NUMBER() OVER (PARTITION BY s.seat ORDER BY e.distance, a.place) AS rank
  FROM seat AS s
  JOIN enclosing AS e ON e.place = s.place AND e.distance > 0
  JOIN seat AS a ON a.place = e.ancestor AND a.as_of = s.as_of AND a.known_by = s.known_by AND a.spared = s.spared
  WHERE EXISTS (SELECT 1 FROM left_by AS l WHERE l.seat = a.seat)
    AND NOT EXISTS (SELECT 1 FROM left_by AS l WHERE l.seat = s.seat)
    AND NOT EXISTS (SELECT 1 FROM base AS b WHERE b.seat IN (s.seat, a.seat))
    AND NOT EXISTS (SELECT 1 FROM area AS f WHERE f.seat = s.seat AND f.stopped + f.returned + f.denied < 1)
) AS ranked WHERE rank = 1;
