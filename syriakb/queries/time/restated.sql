-- Which propositions of `turned` (subject, grp, object, predicate) can stand otherwise at one of the two `moments` than at the
-- other: whether an alliance holds them, a claim asserts them, a source does so in its own voice, and a claim denies or ends
-- them, on which their standing rests, is looked up in an index, so that the cost does not grow with how many claims do. Those with
-- an ending are all given.
WITH
told AS MATERIALIZED (
  SELECT
    t.subject, t.predicate, t.object,
    CASE WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = t.subject AND f.object = t.object AND f.predicate = t.predicate AND f.alliance IS NOT NULL
        AND f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
    ) THEN 1 ELSE 0 END AS assessed,
    CASE WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = t.subject AND f.grp = t.grp AND f.object = t.object AND f.stance = 'asserts'
        AND f.predicate = t.predicate AND f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
    ) THEN 1 ELSE 0 END AS asserted,
    CASE WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = t.subject AND f.grp = t.grp AND f.object = t.object AND f.stance = 'asserts' AND f.voiced = 1
        -- The index that has `voiced` in it, rather than the one of days.
        AND f.predicate = t.predicate AND +f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
    ) THEN 1 ELSE 0 END AS stated,
    -- What is denied is disputed where nothing later asserts it, or is reported later (rule 7).
    CASE WHEN EXISTS (
      SELECT 1 FROM relation_fact AS d
      WHERE d.subject = t.subject AND d.grp = t.grp AND d.object = t.object AND d.predicate = t.predicate AND d.stance = 'denies'
        AND d.from_day <= m.as_of AND d.until_day >= m.as_of AND d.known_day <= m.known_by
        AND d.from_day >= COALESCE((
          SELECT f.from_day FROM relation_fact AS f
          WHERE f.subject = t.subject AND f.grp = t.grp AND f.object = t.object AND f.predicate = t.predicate
            AND f.stance = 'asserts' AND f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
          ORDER BY f.from_day DESC LIMIT 1
        ), 0)
        AND NOT EXISTS (
          SELECT 1 FROM relation_fact AS f
          WHERE f.subject = t.subject AND f.grp = t.grp AND f.object = t.object AND f.predicate = t.predicate
            AND f.stance = 'asserts' AND f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
            AND f.report_day <= m.as_of AND f.report_day > d.from_day AND f.report_day > COALESCE(d.report_day, 0)
        )
    ) THEN 1 ELSE 0 END AS denied,
    -- What an ending makes to be over is not looked up here.
    CASE WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = t.subject AND f.grp = t.grp AND f.object = t.object AND f.stance = 'ends'
        AND f.known_day <= m.known_by
    ) THEN 1 ELSE 0 END AS ended
  FROM turned AS t CROSS JOIN moments AS m
),
stood AS (
  SELECT
    subject, predicate, object, ended,
    CASE
      WHEN assessed = 1 THEN 'assessed'
      WHEN asserted = 1 AND denied = 1 THEN 'disputed'
      WHEN stated = 1 THEN 'stated'
      WHEN asserted = 1 THEN 'claimed'
      WHEN denied = 1 THEN 'denied'
      ELSE ''
    END AS standing
  FROM told
)
SELECT DISTINCT subject, object FROM stood
GROUP BY subject, predicate, object
HAVING MIN(standing) <> MAX(standing) OR MAX(ended) = 1
ORDER BY subject, object
