-- The claims that count (rule 3) on the propositions in `named` (subject, predicate, object), each at a moment of its own
-- (as_of, known_by). A row of `near`: a moment and a claim, or an alliance and a claim that is its evidence.
WITH
near AS (
  SELECT n.as_of, n.known_by, f.*
  FROM named AS n JOIN relation_fact AS f
    ON f.subject = n.subject AND f.predicate = n.predicate AND f.object = n.object
  WHERE (f.from_day <= n.as_of OR f.stance = 'ends') AND f.until_day >= n.as_of AND f.known_day <= n.known_by
)
