-- Whom the actors of `frontier` (actor) have relations of the groups in `wanted` (grp) with, whoever is the subject, that at
-- least one claim in effect at the moment asserts, and no ending makes to be over. It steps through the index from one
-- object (or subject) to the next, so that the cost grows with how many others there are, and not with how many claims.
WITH RECURSIVE
outward (subject, grp, object) AS (
  SELECT a.actor, w.grp, (
    SELECT MIN(f.object) FROM relation_fact AS f WHERE f.subject = a.actor AND f.grp = w.grp
  )
  FROM frontier AS a CROSS JOIN wanted AS w
  UNION ALL
  SELECT o.subject, o.grp, (
    SELECT MIN(f.object) FROM relation_fact AS f WHERE f.subject = o.subject AND f.grp = o.grp AND f.object > o.object
  )
  FROM outward AS o WHERE o.object IS NOT NULL
),
inward (subject, grp, object) AS (
  SELECT (
    SELECT MIN(f.subject) FROM relation_fact AS f WHERE f.object = a.actor AND f.grp = w.grp
  ), w.grp, a.actor
  FROM frontier AS a CROSS JOIN wanted AS w
  UNION ALL
  SELECT (
    SELECT MIN(f.subject) FROM relation_fact AS f WHERE f.object = i.object AND f.grp = i.grp AND f.subject > i.subject
  ), i.grp, i.object
  FROM inward AS i WHERE i.subject IS NOT NULL
),
met AS (
  SELECT subject, grp, object FROM outward WHERE object IS NOT NULL
  UNION
  SELECT subject, grp, object FROM inward WHERE subject IS NOT NULL
)
SELECT DISTINCT m.subject, m.object FROM met AS m
WHERE m.subject <> m.object AND EXISTS (
  SELECT 1 FROM relation_fact AS f
  WHERE f.subject = m.subject AND f.grp = m.grp AND f.object = m.object AND f.stance = 'asserts'
    AND f.from_day <= :as_of AND f.until_day >= :as_of AND f.known_day <= :known_by AND NOT EXISTS (
      SELECT 1 FROM outlived AS o
      WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
        AND o.known_day <= :known_by AND o.last_day < :as_of AND o.again > :as_of
    )
)
ORDER BY m.subject, m.object
