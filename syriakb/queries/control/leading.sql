-- Who is said to take or hold the place of each question of `seat` last: where bounds.sql begins to look back.

-- A row of `lead`: who is said to take or hold the place on the newest day with such a claim, or in the span of its start. It
-- looks at what nobody's own word can be in (`sure`), since that is weighed later.
CREATE TEMP TABLE IF NOT EXISTS lead (seat INTEGER, subject TEXT, day INTEGER, first_day INTEGER);
CREATE INDEX IF NOT EXISTS lead_seat ON lead (seat);
DELETE FROM lead;
INSERT INTO lead
SELECT DISTINCT n.seat, f.subject, n.day, n.first_day
FROM (
  SELECT m.seat, m.place, m.as_of, m.known_by, m.day, (
      SELECT MIN(f.first_day) FROM control_fact AS f
      WHERE f.place = m.place AND f.from_day = m.day AND f.stance = 'asserts' AND f.effect IN ('gains', 'holds')
        AND f.known_day <= m.known_by
    ) AS first_day
  FROM (
    SELECT s.*, (
        SELECT f.from_day FROM control_fact AS f
        WHERE f.place = s.place AND f.from_day <= s.as_of AND f.sure = 1 AND f.stance = 'asserts'
          AND f.effect IN ('gains', 'holds') AND f.known_day <= s.known_by
        ORDER BY f.from_day DESC LIMIT 1
      ) AS day
    FROM seat AS s
  ) AS m WHERE m.day IS NOT NULL
) AS n CROSS JOIN control_fact AS f
WHERE f.place = n.place AND f.from_day BETWEEN n.first_day AND n.day AND f.stance = 'asserts'
  AND f.effect IN ('gains', 'holds') AND f.known_day <= n.known_by;
