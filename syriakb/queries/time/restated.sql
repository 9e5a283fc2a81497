-- Which propositions of `turned` (subject, grp, object, predicate) can stand otherwise at one of the two `moments` than at the
-- other: whether an alliance holds them, a claim asserts them, a source does so in its own voice, and a claim denies or ends
-- them, on which their standing rests, is looked up in an index, so that the cost does not grow with how many claims do.
WITH
told AS (
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
        AND f.predicate = t.predicate AND f.from_day <= m.as_of AND f.until_day >= m.as_of AND f.known_day <= m.known_by
    ) THEN 1 ELSE 0 END AS stated,
    -- Endings and denials are weighed by their days.
    CASE WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = t.subject AND f.grp = t.grp AND f.object = t.object AND f.stance <> 'asserts'
    ) THEN 1 ELSE 0 END AS weighed
  FROM turned AS t CROSS JOIN moments AS m
)
SELECT DISTINCT subject, object FROM told
GROUP BY subject, predicate, object
HAVING MIN(assessed) <> MAX(assessed) OR MIN(asserted) <> MAX(asserted)
  OR MIN(stated) <> MAX(stated) OR MAX(weighed) = 1
ORDER BY subject, object
