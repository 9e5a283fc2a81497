-- Claims with the columns of an answer first, then what filters and order need. The standing is that of the claim's proposition
-- among all claims that stand, whatever the day.
SELECT
  c.id AS claim, c.statement, c.said_by, c.source, c.locator, c.stance, c.modality, c.directness, c.start,
  c.until AS "end", COALESCE(c.reported, s.published) AS reported, s.reliability || c.credibility AS grade,
  c.retracted_on AS retracted,
  COALESCE(c.reported_day, s.published_day, c.recorded_day, 99991231) AS known_day,
  COALESCE(c.start_day, c.reported_day, s.published_day, c.recorded_day, 99991231) AS from_day,
  COALESCE(c.until_day, 99991231) AS until_day,
  CASE
    WHEN c.predicate IS NULL OR c.object IS NULL THEN NULL
    WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.alliance IS NOT NULL AND f.predicate = c.predicate
        AND ((f.subject = c.subject AND f.object = c.object) OR (f.subject = c.object AND f.object = c.subject
          AND EXISTS (SELECT 1 FROM predicate AS p WHERE p.id = c.predicate AND p.symmetric)))
    ) THEN 'assessed'
    WHEN EXISTS (
      SELECT 1 FROM claim AS d WHERE d.subject = c.subject AND d.predicate = c.predicate AND d.object = c.object
        AND d.stance <> c.stance AND d.retracted_on IS NULL AND d.modality = 'actual'
    ) THEN 'disputed'
    WHEN c.stance = 'denies' THEN 'denied'
    ELSE 'claimed'
  END AS standing,
  c.row, c.subject, c.predicate, c.object
FROM claim AS c JOIN source AS s ON s.id = c.source
