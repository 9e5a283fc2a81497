-- Claims, each with the standing of its proposition among all claims that can count and were reported by then, whatever the
-- day that they are of. `one` and `other` are the ends of the proposition, of a symmetric one in order.
SELECT
  c.*,
  CASE
    WHEN c.predicate IS NULL OR c.object IS NULL THEN NULL
    WHEN c.assessed THEN 'assessed'
    WHEN c.asserted AND c.denied THEN 'disputed'
    WHEN c.asserted THEN 'claimed'
    WHEN c.denied THEN 'denied'
  END AS standing
FROM (
  SELECT
    d.*,
    EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = d.one AND f.object = d.other AND f.predicate = d.predicate AND f.alliance IS NOT NULL
        AND f.known_day <= :known_by
    ) AS assessed,
    EXISTS (
      SELECT 1 FROM proposition_fact AS f
      WHERE f.subject = d.one AND f.object = d.other AND f.predicate = d.predicate AND f.stance = 'asserts'
        AND f.known_day <= :known_by
    ) AS asserted,
    EXISTS (
      SELECT 1 FROM proposition_fact AS f
      WHERE f.subject = d.one AND f.object = d.other AND f.predicate = d.predicate AND f.stance = 'denies'
        AND f.known_day <= :known_by
    ) AS denied
  FROM (
    SELECT
      e.*,
      CASE WHEN e.turned THEN e.object ELSE e.subject END AS one,
      CASE WHEN e.turned THEN e.subject ELSE e.object END AS other
    FROM (
      SELECT
        c.*,
        c.subject > c.object
          AND EXISTS (SELECT 1 FROM predicate AS p WHERE p.id = c.predicate AND p.mutual = 1) AS turned
      FROM dated_claim AS c
    ) AS e
  ) AS d
) AS c
