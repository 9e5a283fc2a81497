-- The claims that count (rule 3) on the relations of the actors in `frontier` (actor), to whomever, in the groups of `wanted`
-- (grp) at the moments of `moments` (as_of, known_by). A row of `near`: a moment and a claim, or an alliance and a claim
-- that is its evidence.
WITH
near AS (
  SELECT m.as_of, m.known_by, f.* FROM frontier AS a JOIN relation_fact AS f ON f.subject = a.actor CROSS JOIN moments AS m
  WHERE f.grp IN (SELECT grp FROM wanted)
    AND (f.from_day <= m.as_of OR f.stance = 'ends') AND f.until_day >= m.as_of AND f.known_day <= m.known_by
  UNION ALL
  SELECT m.as_of, m.known_by, f.* FROM frontier AS a JOIN relation_fact AS f ON f.object = a.actor CROSS JOIN moments AS m
  WHERE f.grp IN (SELECT grp FROM wanted) AND f.subject NOT IN (SELECT actor FROM frontier)
    AND (f.from_day <= m.as_of OR f.stance = 'ends') AND f.until_day >= m.as_of AND f.known_day <= m.known_by
)
