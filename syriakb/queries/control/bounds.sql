-- From which day on the claims about the place of each question of `seat` matter (`floor`): what is older cannot be in any part of the
-- answer. There is no rule in here; the steps would answer the same with all claims read. It looks back from who is said to hold
-- the place last (`lead`); two actors of one `clan` may be part and whole of each other, some day, by some steps.
CREATE TEMP TABLE IF NOT EXISTS bound (seat INTEGER, floor INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS bound_seat ON bound (seat);
DELETE FROM bound;
-- The day of the last break before the newest holding: that of somebody else, or its loss. Of several who lead the earliest.
INSERT INTO bound
SELECT s.seat, COALESCE(MIN(b.floor), 0)
FROM seat AS s LEFT JOIN (
  SELECT l.seat, COALESCE((
      SELECT f.from_day FROM control_fact AS f
      WHERE f.place = l.place AND f.from_day < l.first_day AND f.sure = 1 AND f.stance = 'asserts'
        AND f.known_day <= l.known_by AND (
          (f.effect IN ('gains', 'holds')
            AND NOT EXISTS (SELECT 1 FROM clan AS c WHERE c.actor = f.subject AND c.clan = l.clan)
            AND NOT EXISTS (SELECT 1 FROM control_fact AS j WHERE j.row = f.row AND j.subject = l.subject))
          OR (f.effect = 'loses'
            AND (f.subject = l.subject OR EXISTS (SELECT 1 FROM clan AS c WHERE c.actor = f.subject AND c.clan = l.clan))
            AND NOT EXISTS (
              SELECT 1 FROM control_fact AS d
              WHERE d.subject = f.subject AND d.place = f.place AND d.effect = 'loses' AND d.stance = 'denies'
            ))
        )
      ORDER BY f.from_day DESC LIMIT 1
    ), 0) AS floor
  FROM (
    SELECT l.seat, q.place, q.known_by, l.subject, l.first_day, a.clan
    FROM lead AS l JOIN seat AS q ON q.seat = l.seat LEFT JOIN clan AS a ON a.actor = l.subject
  ) AS l
) AS b ON b.seat = s.seat
GROUP BY s.seat;
-- A report of later than the newest day may speak for all of its span; a siege goes on behind holdings.
CREATE TEMP TABLE IF NOT EXISTS late (seat INTEGER, day INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS late_seat ON late (seat);
DELETE FROM late;
INSERT INTO late
SELECT s.seat, MIN(f.report_first) FROM bound AS b CROSS JOIN seat AS s CROSS JOIN control_fact AS f
WHERE s.seat = b.seat AND f.place = s.place AND f.effect = 'holds' AND f.report_day > f.from_day
  AND f.report_day >= b.floor AND f.report_day <= s.as_of AND f.known_day <= s.known_by
GROUP BY s.seat;
UPDATE bound SET floor = (SELECT l.day FROM late AS l WHERE l.seat = bound.seat)
WHERE floor > (SELECT l.day FROM late AS l WHERE l.seat = bound.seat);
CREATE TEMP TABLE IF NOT EXISTS ring (seat INTEGER, day INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS ring_seat ON ring (seat);
DELETE FROM ring;
INSERT INTO ring
SELECT s.seat, MIN(f.from_day) FROM seat AS s CROSS JOIN control_fact AS f
WHERE f.place = s.place AND f.effect = 'besieges' AND f.stance = 'asserts'
  AND f.from_day <= s.as_of AND f.until_day >= s.as_of AND f.known_day <= s.known_by
  AND f.from_day >= COALESCE((
    SELECT t.from_day FROM control_fact AS t
    WHERE t.place = s.place AND t.from_day <= s.as_of AND t.sure = 1 AND t.stance = 'asserts' AND t.effect = 'gains'
      AND t.known_day <= s.known_by
    ORDER BY t.from_day DESC LIMIT 1
  ), 0)
GROUP BY s.seat;
UPDATE bound SET floor = (SELECT r.day FROM ring AS r WHERE r.seat = bound.seat)
WHERE floor > (SELECT r.day FROM ring AS r WHERE r.seat = bound.seat);
-- Of what is left out for a place, the claims that lead may be.
UPDATE bound SET floor = 0 WHERE seat IN (SELECT seat FROM seat WHERE spared <> '');
