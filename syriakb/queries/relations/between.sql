-- The same rows as around.sql gives, on the relations within the pairs of `pair` (subject, object), each way round.
WITH
near AS (
  SELECT m.as_of, m.known_by, f.*
  FROM pair AS p CROSS JOIN wanted AS w CROSS JOIN relation_fact AS f CROSS JOIN moments AS m
  WHERE f.subject = p.subject AND f.grp = w.grp AND f.object = p.object
    AND (f.from_day <= m.as_of OR f.stance = 'ends') AND f.until_day >= m.as_of AND f.known_day <= m.known_by
)
