-- Fights and sieges laid over who holds a place, an inferred holder too (rule 4c); and what is denied of it (4d).

-- A row of `fight`: a fight or siege that is in effect. `friend` is 1 where the holders are of its own side, or its allies: then it
-- is told in a caveat only.
CREATE TEMP TABLE IF NOT EXISTS fight (
  seat INTEGER, as_of INTEGER, known_by INTEGER, claim TEXT, subject TEXT, effect TEXT, directness TEXT, grade TEXT,
  start TEXT, day INTEGER, around INTEGER, newest INTEGER, side INTEGER, ally INTEGER
);
CREATE INDEX IF NOT EXISTS fight_seat ON fight (seat);
DELETE FROM fight;
-- needs: reading WHERE effect IN ('contests', 'besieges')
INSERT INTO fight
SELECT
  c.seat, c.as_of, c.known_by, c.claim, c.subject, c.effect, c.directness, c.grade, c.start, c.from_day, b.around,
  COALESCE(b.newest, 0), 0, 0
FROM reading AS c LEFT JOIN (
  SELECT seat, MIN(around) AS around, MAX(newest) AS newest FROM base GROUP BY seat
) AS b ON b.seat = c.seat
WHERE c.stance = 'asserts' AND c.own = 0 AND c.until_day >= c.as_of AND (
  (
    c.effect = 'contests'
    -- What a report says of a holder does not end the fight that it, or a later one, tells of.
    AND NOT EXISTS (
      SELECT 1 FROM point AS p
      WHERE p.seat IN (c.seat, b.around) AND p.day > c.from_day AND (p.again = 0 OR p.day > COALESCE(c.report_day, 0))
    )
    AND NOT EXISTS (
      SELECT 1 FROM reading AS o
      WHERE o.seat = c.seat AND o.effect = 'calms' AND o.own = 0 AND o.subject = c.subject AND o.from_day >= c.from_day
    )
  ) OR (
    c.effect = 'besieges'
    AND NOT EXISTS (SELECT 1 FROM point AS p WHERE p.seat = c.seat AND p.effect = 'gains' AND p.day > c.from_day)
    AND NOT EXISTS (
      SELECT 1 FROM reading AS l
      WHERE l.seat = c.seat AND l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.from_day > c.from_day
    )
    AND NOT EXISTS (
      SELECT 1 FROM point AS p
      WHERE p.seat = c.seat AND p.day > c.from_day AND (p.subject = c.subject OR EXISTS (
        SELECT 1 FROM kin AS k
        WHERE k.one = p.subject AND k.day = p.day AND k.known_by = p.known_by AND k.other = c.subject
      ))
    )
    AND NOT EXISTS (
      SELECT 1 FROM point AS p
      WHERE b.around <> c.seat AND p.seat = b.around AND p.effect = 'gains' AND p.day > c.from_day
    )
    AND NOT EXISTS (
      SELECT 1 FROM reading AS o
      WHERE o.seat = c.seat AND o.effect = 'lifts' AND o.own = 0 AND o.subject = c.subject AND o.from_day >= c.from_day
    )
  )
);
DELETE FROM asking;
-- needs: joiner
INSERT INTO asking
SELECT DISTINCT j.actor, named.day, named.known_by FROM (
  SELECT b.holder AS actor, f.day, f.known_by FROM fight AS f JOIN base AS b ON b.seat = f.seat
  UNION
  SELECT subject, day, known_by FROM fight
  UNION
  SELECT b.holder, r.from_day, r.known_by FROM reading AS r JOIN base AS b ON b.seat = r.seat WHERE r.own = 1
  UNION
  SELECT speaker, from_day, known_by FROM reading WHERE own = 1
) AS named JOIN joiner AS j ON j.actor = named.actor;
