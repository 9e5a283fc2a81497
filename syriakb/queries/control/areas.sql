-- Who holds a place by the claims about the areas around it, where none about it says so (rule 5).

-- A row of `area`: a question, and another question about a place around its place, on the same days, whose own claims say that
-- somebody holds that. `nearer` where there is one such within it, and around the place asked for, too.
CREATE TEMP TABLE IF NOT EXISTS area (
  seat INTEGER, place TEXT, as_of INTEGER, known_by INTEGER, around INTEGER, ancestor TEXT, distance INTEGER, newest INTEGER,
  nearer INTEGER, stopped INTEGER, returned INTEGER, denied INTEGER, spared TEXT
);
CREATE INDEX IF NOT EXISTS area_seat ON area (seat);
DELETE FROM area;
INSERT INTO area
SELECT
  s.seat, s.place, s.as_of, s.known_by, a.seat, a.place, e.distance, h.newest, 0, 0, 0, 0, s.spared
FROM seat AS s
JOIN enclosing AS e ON e.place = s.place AND e.distance > 0
JOIN seat AS a ON a.place = e.ancestor AND a.as_of = s.as_of AND a.known_by = s.known_by AND a.spared = s.spared
JOIN (SELECT seat, MAX(newest) AS newest FROM holder GROUP BY seat) AS h ON h.seat = a.seat
WHERE NOT EXISTS (SELECT 1 FROM holder AS o WHERE o.seat = s.seat);
-- needs: area
UPDATE area SET nearer = 1 WHERE EXISTS (
  SELECT 1 FROM area AS b JOIN enclosing AS e ON e.place = b.ancestor AND e.ancestor = area.ancestor
  WHERE b.seat = area.seat AND b.ancestor <> area.ancestor
);
-- needs: area
DELETE FROM area WHERE nearer = 1;
DELETE FROM asking;
-- needs: joiner
INSERT INTO asking
SELECT DISTINCT l.subject, h.day, h.known_by
FROM joiner AS j CROSS JOIN left_by AS l CROSS JOIN area AS a CROSS JOIN holder AS h
WHERE l.subject = j.actor AND h.seat = a.around;
-- needs: joiner
INSERT INTO asking
SELECT DISTINCT g.holder, h.day, h.known_by FROM area AS a JOIN holder AS h ON h.seat = a.around
JOIN area AS b ON b.seat = a.seat AND b.around <> a.around JOIN holder AS g ON g.seat = b.around
JOIN joiner AS j ON j.actor = g.holder;
