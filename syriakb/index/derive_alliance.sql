-- Prepares the facts that the alliances in `scope` give, one for each claim that is evidence.

DELETE FROM relation_fact WHERE alliance IS NOT NULL AND row IN (
  SELECT f.row FROM scope CROSS JOIN relation_fact AS f WHERE f.row BETWEEN scope.first AND scope.last
);

INSERT INTO relation_fact
SELECT
  a.row, c.id, a.id,
  CASE WHEN p.mutual = 1 AND a.subject > a.object THEN a.object ELSE a.subject END, a.predicate,
  CASE WHEN p.mutual = 1 AND a.subject > a.object THEN a.subject ELSE a.object END,
  p.grp, 'asserts',
  CASE
    WHEN a.start = '..' THEN 10101
    WHEN a.start NOT LIKE '[%' AND a.start_first = a.until_first AND a.start_last = a.until_last THEN a.start_first
    ELSE COALESCE(a.start_last, MIN(c.known_day) OVER (PARTITION BY a.row))
  END,
  CASE
    WHEN a.start NOT LIKE '[%' AND a.start_first = a.until_first AND a.start_last = a.until_last THEN a.until_last
    WHEN a.until = '..' THEN 99991231
    ELSE COALESCE(a.until_first, 99991231)
  END,
  NULL, c.known_day, c.grade, a.start, a.until, 0,
  CASE
    WHEN c.predicate = a.predicate AND ((c.subject = a.subject AND c.object = a.object)
      OR (p.mutual = 1 AND c.subject = a.object AND c.object = a.subject)) THEN 1 ELSE 0
  END
FROM scope CROSS JOIN alliance AS a CROSS JOIN evidence AS e CROSS JOIN standing_claim AS c CROSS JOIN predicate AS p
WHERE a.row BETWEEN scope.first AND scope.last AND e.row = a.row AND c.id = e.claim AND p.id = a.predicate
  AND c.credibility <> 5;
