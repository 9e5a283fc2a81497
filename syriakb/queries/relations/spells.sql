-- What says when the relations of `spelled` (subject, predicate, object, known_by) were so, of which some claim has an end, or which
-- somebody ended or denied: of the others the first start is the answer. A row is a claim that asserts or denies one of them, in
-- the order of their days; one that an ending outlived has a row for each, with the days between which it was over (rule 7).
SELECT
  n.subject, n.predicate, n.object, n.known_by, f.from_day, f.claim, COALESCE(f.alliance, '') AS alliance, f.stance, f.until_day,
  f.start, f.report_day, o.last_day, o.again
FROM (
  -- Looked at once for each of them, not for each of their claims.
  SELECT s.*, p.grp FROM spelled AS s JOIN predicate AS p ON p.id = s.predicate
  WHERE EXISTS (
    SELECT 1 FROM relation_fact AS g
    WHERE g.subject = s.subject AND g.object = s.object AND g.grp = p.grp
      AND (g.stance <> 'asserts' OR g.until_day < 99991231)
  )
) AS n JOIN relation_fact AS f
  ON f.subject = n.subject AND f.grp = n.grp AND f.object = n.object AND f.predicate = n.predicate
LEFT JOIN outlived AS o
  ON o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object AND o.known_day <= n.known_by
WHERE f.stance <> 'ends' AND f.known_day <= n.known_by
ORDER BY 1, 2, 3, 4, 5, 6, 7, o.last_day, o.again
