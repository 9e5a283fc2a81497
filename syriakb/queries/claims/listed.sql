-- Claims, each with its proposition (`one`, `predicate`, `other`) and the standing of that among all claims that can count and
-- were reported by then, whatever the day that they are of.
SELECT
  c.*,
  CASE
    WHEN c.one IS NULL THEN NULL
    WHEN c.assessed THEN 'assessed'
    WHEN c.denied AND c.asserted THEN 'disputed'
    WHEN c.denied THEN 'denied'
    WHEN c.stated THEN 'stated'
    WHEN c.asserted THEN 'claimed'
  END AS standing
FROM (
  SELECT
    d.*, q.subject AS one, q.object AS other,
    EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = q.subject AND f.object = q.object AND f.predicate = q.predicate AND f.alliance IS NOT NULL
        AND f.known_day <= :known_by
    ) AS assessed,
    EXISTS (
      SELECT 1 FROM proposition AS f
      WHERE f.subject = q.subject AND f.object = q.object AND f.predicate = q.predicate AND f.stance = 'asserts'
        AND f.known_day <= :known_by
    ) AS asserted,
    EXISTS (
      SELECT 1 FROM proposition AS f
      WHERE f.subject = q.subject AND f.object = q.object AND f.predicate = q.predicate AND f.stance = 'asserts'
        AND f.known_day <= :known_by AND f.voiced = 1
    ) AS stated,
    EXISTS (
      SELECT 1 FROM proposition AS f
      WHERE f.subject = q.subject AND f.object = q.object AND f.predicate = q.predicate AND f.stance = 'denies'
        AND f.known_day <= :known_by
    ) AS denied
  FROM dated_claim AS d LEFT JOIN proposition AS q ON q.row = d.row AND (q.first = 1 OR :each = 1)
) AS c
