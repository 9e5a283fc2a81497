-- Prepares the facts that the rulings in `scope` give, one for each claim that is evidence.

DELETE FROM ruling_fact WHERE row IN (
  SELECT f.row FROM scope CROSS JOIN ruling_fact AS f WHERE f.row BETWEEN scope.first AND scope.last
);

INSERT INTO ruling_fact
SELECT
  r.row, c.id, r.id, r.place, r.status,
  CASE
    WHEN r.start = '..' THEN 10101
    WHEN r.start NOT LIKE '[%' AND r.start_first = r.until_first AND r.start_last = r.until_last THEN r.start_first
    ELSE COALESCE(r.start_last, MIN(c.known_day) OVER (PARTITION BY r.row))
  END,
  CASE
    WHEN r.start NOT LIKE '[%' AND r.start_first = r.until_first AND r.start_last = r.until_last THEN r.until_last
    WHEN r.until = '..' THEN 99991231
    ELSE COALESCE(r.until_first, 99991231)
  END,
  c.known_day, c.grade, r.start
FROM scope CROSS JOIN ruling AS r CROSS JOIN evidence AS e CROSS JOIN standing_claim AS c
WHERE r.row BETWEEN scope.first AND scope.last AND e.row = r.row AND c.id = e.claim AND c.credibility <> 5;
