-- The days for which takings and holdings speak; own words (`own` = 1, rule 4e) are read apart.

-- A row of `point`: a day for which a taking or holding speaks: that of its start, and of a holding again that of its report,
-- if it is in effect then and its source, in that report or since, tells of no later taking, holding or loss up to that day (4a).
CREATE TEMP TABLE IF NOT EXISTS point (
  seat INTEGER, as_of INTEGER, known_by INTEGER, claim TEXT, subject TEXT, effect TEXT, directness TEXT, grade TEXT,
  start TEXT, first_day INTEGER, day INTEGER, until_day INTEGER, next_day INTEGER, again INTEGER, denied INTEGER
);
CREATE INDEX IF NOT EXISTS point_seat ON point (seat, day);
DELETE FROM point;
INSERT INTO point
SELECT seat, as_of, known_by, claim, subject, effect, directness, grade, start, first_day, from_day, until_day, next_day, 0, 0
FROM reading WHERE stance = 'asserts' AND effect IN ('gains', 'holds') AND own = 0;
INSERT INTO point
SELECT
  r.seat, r.as_of, r.known_by, r.claim, r.subject, r.effect, r.directness, r.grade, NULL, r.report_first, r.report_day,
  r.until_day, r.next_day, 1, 0
FROM reading AS r
WHERE r.stance = 'asserts' AND r.effect = 'holds' AND r.own = 0
  AND r.report_day > r.from_day AND r.report_day <= r.as_of AND r.until_day >= r.report_day
  AND NOT EXISTS (
    SELECT 1 FROM control_fact AS o
    WHERE o.place = r.place AND o.from_day > r.from_day AND o.from_day <= r.report_day
      AND o.effect IN ('gains', 'holds', 'loses') AND o.stance = 'asserts' AND o.source = r.source
      AND COALESCE(o.report_day, r.report_day) >= r.report_day AND o.known_day <= r.known_by AND NOT EXISTS (
        SELECT 1 FROM seat AS s CROSS JOIN exemption AS x CROSS JOIN enclosing AS e
        WHERE s.seat = r.seat AND s.spared <> '' AND x.row = o.row AND e.place = s.spared AND e.ancestor = x.spared
      )
  );
-- A denial is of the holder's latest claim of its day or before; that begins no holding (4d, 11).
-- needs: reading WHERE stance = 'denies'
UPDATE point SET denied = 1 WHERE EXISTS (
  SELECT 1 FROM reading AS d
  WHERE d.seat = point.seat AND d.effect IN ('gains', 'holds') AND d.stance = 'denies' AND d.own = 0
    AND d.subject = point.subject AND d.from_day >= point.day AND d.until_day >= d.as_of
    AND (d.effect = 'holds' OR point.effect = 'gains')
    AND NOT EXISTS (
      SELECT 1 FROM point AS q
      WHERE q.seat = point.seat AND q.subject = point.subject AND q.day > point.day AND q.day <= d.from_day
    )
);

-- Whom to ask of what they belong to, and for which days: those that belong to anything.
CREATE TEMP TABLE IF NOT EXISTS joiner (actor TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS joiner_actor ON joiner (actor);
DELETE FROM joiner;
INSERT INTO joiner
SELECT actor FROM (SELECT subject AS actor FROM reading UNION SELECT speaker FROM reading WHERE own = 1) AS named
WHERE EXISTS (SELECT 1 FROM relation_fact AS f WHERE f.subject = actor AND f.grp = 'membership');
-- Of two of them it is asked on the day of which one is told; of all on the days that decide, and of those that decide on all days. A
-- siege is lifted by what is told later of whoever is of its side (4c), and who left a place does not take it by their own word (4e).
-- needs: joiner
INSERT INTO asking
WITH
newest AS (
  SELECT seat, MAX(day) AS day, MIN(CASE WHEN day = latest THEN first_day END) AS first_day
  FROM (SELECT seat, day, first_day, MAX(day) OVER (PARTITION BY seat) AS latest FROM point) AS q GROUP BY seat
),
decides AS (
  SELECT DISTINCT p.seat, p.subject, p.day FROM newest AS n JOIN point AS p ON p.seat = n.seat AND p.day >= n.first_day
),
told AS (
  SELECT seat, subject, from_day AS day, known_by FROM reading
  UNION
  SELECT seat, subject, day, known_by FROM point
),
named AS (
  SELECT subject, day, known_by FROM told
  UNION
  SELECT d.subject, t.day, t.known_by FROM decides AS d JOIN told AS t ON t.seat = d.seat
  UNION
  SELECT t.subject, d.day, t.known_by FROM decides AS d JOIN told AS t ON t.seat = d.seat
  UNION
  SELECT c.subject, p.day, c.known_by FROM reading AS c JOIN point AS p ON p.seat = c.seat AND p.day > c.from_day
  WHERE c.effect = 'besieges' AND NOT EXISTS (
    SELECT 1 FROM point AS g WHERE g.seat = c.seat AND g.effect = 'gains' AND g.day > c.from_day
  )
  UNION
  SELECT t.subject, o.from_day, o.known_by FROM reading AS o JOIN told AS t ON t.seat = o.seat
  LEFT JOIN newest AS n ON n.seat = o.seat
  WHERE o.own = 1 AND o.from_day >= COALESCE(n.day, 0)
)
SELECT n.subject, n.day, n.known_by FROM named AS n JOIN joiner AS j ON j.actor = n.subject;
