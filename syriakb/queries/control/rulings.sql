-- What the knowledge base itself holds of a place is read in the stead of all claims about it (rule 4f).

-- A row of `verdict`: a question about whose place a ruling is in effect; of several the one that began last.
CREATE TEMP TABLE IF NOT EXISTS verdict (seat INTEGER, ruling TEXT, status TEXT, day INTEGER, until_day INTEGER, start TEXT);
CREATE INDEX IF NOT EXISTS verdict_seat ON verdict (seat);
DELETE FROM verdict;
-- needs: seat AS s CROSS JOIN ruling_fact AS f WHERE f.place = s.place
INSERT INTO verdict
SELECT seat, ruling, status, from_day, until_day, start FROM (
  SELECT
    s.seat, f.ruling, f.status, f.from_day, f.until_day, f.start,
    ROW_NUMBER() OVER (PARTITION BY s.seat ORDER BY f.from_day DESC, f.ruling, f.claim) AS rank
  FROM seat AS s CROSS JOIN ruling_fact AS f
  WHERE f.place = s.place AND f.from_day <= s.as_of AND f.until_day >= s.as_of AND f.known_day <= s.known_by
) AS ranked WHERE rank = 1;
-- needs: verdict
DELETE FROM reading WHERE seat IN (SELECT seat FROM verdict);
-- A row of `ground`: a ruling and a claim that it rests on, the kind of challenge that this tells of, and its grade: no better than
-- that of the best which says the very thing; where none does, the worst of all.
CREATE TEMP TABLE IF NOT EXISTS ground (
  seat INTEGER, claim TEXT, source TEXT, grade TEXT, challenger TEXT, challenge TEXT
);
CREATE INDEX IF NOT EXISTS ground_seat ON ground (seat);
DELETE FROM ground;
-- needs: verdict
INSERT INTO ground
WITH
cited AS (
  SELECT v.seat, f.claim, c.source, f.grade, c.subject, p.effect,
    CASE WHEN c.object = s.place AND p.effect IN ('gains', 'holds') AND EXISTS (
      SELECT 1 FROM ruled AS h JOIN said_of AS m ON m.subject = h.holder WHERE h.row = f.row AND m.row = c.row
    ) THEN f.grade END AS very
  FROM verdict AS v CROSS JOIN ruling_fact AS f CROSS JOIN claim AS c CROSS JOIN seat AS s LEFT JOIN predicate AS p ON p.id = c.predicate
  WHERE s.seat = v.seat AND f.place = s.place AND f.ruling = v.ruling AND c.id = f.claim AND f.known_day <= s.known_by
),
weighed_ground AS (
  SELECT c.*, MIN(very) OVER (PARTITION BY seat) AS best, MAX(grade) OVER (PARTITION BY seat) AS worst FROM cited AS c
)
SELECT
  seat, claim, source, CASE WHEN best IS NULL THEN worst WHEN very IS NULL AND grade < best THEN best ELSE grade END,
  CASE WHEN effect IN ('contests', 'besieges') THEN subject END, CASE WHEN effect IN ('contests', 'besieges') THEN effect END
FROM weighed_ground;
-- needs: verdict
INSERT INTO reading
SELECT
  s.seat, s.place, s.as_of, s.known_by, g.claim, COALESCE(h.holder, ''), v.ruling,
  CASE WHEN h.holder IS NULL THEN 'loses' ELSE 'holds' END, 'asserts', 'stated', v.day, v.day, v.until_day, v.until_day,
  NULL, NULL, g.grade, v.start, g.source, NULL, 1, 0
FROM verdict AS v JOIN seat AS s ON s.seat = v.seat JOIN ground AS g ON g.seat = v.seat JOIN ruling AS r ON r.id = v.ruling
LEFT JOIN ruled AS h ON h.row = r.row;
-- needs: verdict WHERE status <> 'held'
INSERT INTO reading
SELECT
  s.seat, s.place, s.as_of, s.known_by, g.claim, COALESCE(g.challenger, ''), v.ruling,
  CASE v.status WHEN 'contested' THEN 'contests' ELSE 'besieges' END, 'asserts', 'stated', v.day, v.day, v.until_day,
  v.until_day, NULL, NULL, g.grade, v.start, g.source, NULL, 1, 0
FROM verdict AS v JOIN seat AS s ON s.seat = v.seat JOIN ground AS g ON g.seat = v.seat
WHERE v.status <> 'held' AND (g.challenger IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM ground AS o WHERE o.seat = v.seat AND o.challenger IS NOT NULL
));
