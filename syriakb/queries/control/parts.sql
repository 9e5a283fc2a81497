-- The answer to each question of `seat`, as claims with a part in it. `rank` orders the parts: who holds it, what is laid over it or
-- speaks against it, how it began.
CREATE TEMP TABLE IF NOT EXISTS part (
  seat INTEGER, part TEXT, subject TEXT, claim TEXT, grade TEXT, start TEXT, directness TEXT, around INTEGER, undated INTEGER,
  rank INTEGER, day INTEGER
);
CREATE INDEX IF NOT EXISTS part_seat ON part (seat);
DELETE FROM part;
INSERT INTO part
SELECT seat, part, subject, claim, grade, start, directness, around, undated, rank, day FROM (
  SELECT
    b.seat, 'holds' AS part, d.subject, d.claim, d.grade, d.start, d.directness, b.around,
    CASE WHEN d.start IS NULL AND d.day = 10101 THEN 1 ELSE 0 END AS undated, 0 AS rank, d.day
  FROM base AS b JOIN deciding AS d ON d.seat = b.around AND d.subject = b.holder AND d.lost IS NULL
  UNION
  SELECT DISTINCT b.seat, 'began', s.subject, s.claim, s.grade, s.start, NULL, b.around, 0, 4, s.day
  FROM base AS b JOIN spell AS s ON s.seat = b.around AND s.holder = b.holder AND s.day = s.begun
  UNION
  SELECT DISTINCT b.seat, 'lasts', s.subject, s.claim, s.grade, NULL, NULL, b.around, 0, 3, s.day
  FROM base AS b JOIN spell AS s ON s.seat = b.around AND s.holder = b.holder AND s.until_day >= s.as_of
  WHERE NOT EXISTS (
    SELECT 1 FROM deciding AS d WHERE d.seat = b.around AND d.lost IS NULL AND d.until_day >= d.as_of
      AND d.subject IN (SELECT h.holder FROM base AS h WHERE h.seat = b.seat)
  )
  UNION
  SELECT seat, CASE WHEN lost = 1 THEN 'loses' ELSE 'expired' END, subject, claim, grade, start, directness, seat, 0, 1, day
  FROM left_by WHERE seat NOT IN (SELECT seat FROM base)
  UNION
  SELECT g.seat, CASE WHEN l.lost = 1 THEN 'loses' ELSE 'expired' END, l.subject, l.claim, l.grade, l.start, l.directness, g.around, 0, 1, l.day
  FROM gone AS g JOIN left_by AS l ON l.seat = g.around WHERE g.seat NOT IN (SELECT seat FROM alone)
  UNION
  SELECT s.seat, s.effect, s.subject, s.claim, s.grade, s.start, s.directness, s.seat, 0, 1, s.day FROM shown AS s
  UNION
  SELECT b.seat, d.rule, COALESCE(d.named, d.subject), d.claim, d.grade, d.start, NULL, b.around, 0, 2, d.day
  FROM (SELECT DISTINCT seat, around FROM base) AS b JOIN doubt AS d ON d.seat = b.around OR d.seat = b.seat
  UNION
  SELECT seat, 'word', subject, claim, grade, start, NULL, seat, denied, 0, day FROM alone
) AS parts;
