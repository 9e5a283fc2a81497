-- The relations of the actors in `frontier` (actor) in the groups of `wanted` (grp) at the moments of `moments`: one row
-- for each claim, with the standing of the proposition that it asserts, denies or is evidence of.
WITH
near AS (
  SELECT m.as_of, m.known_by, f.* FROM frontier AS a JOIN relation_fact AS f ON f.subject = a.actor CROSS JOIN moments AS m
  WHERE f.grp IN (SELECT grp FROM wanted)
    AND f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
  UNION
  SELECT m.as_of, m.known_by, f.* FROM frontier AS a JOIN relation_fact AS f ON f.object = a.actor CROSS JOIN moments AS m
  WHERE f.grp IN (SELECT grp FROM wanted)
    AND f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
),
judged AS (
  SELECT
    near.*,
    MAX(alliance) OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS assessed,
    MAX(CASE WHEN stance = 'asserts' THEN 1 ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS asserted,
    MAX(CASE WHEN stance = 'denies' THEN 1 ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS denied
  FROM near
),
stood AS (
  SELECT
    judged.*,
    CASE
      WHEN assessed IS NOT NULL THEN 'assessed'
      WHEN asserted = 1 AND denied = 1 THEN 'disputed'
      WHEN asserted = 1 THEN 'claimed'
      ELSE 'denied'
    END AS standing
  FROM judged
)
