-- Claims with the columns of an answer first, then what filters and order need. The standing is that of the claim's
-- proposition among all actual claims that stand and were reported by then, whatever the day that they are of.
SELECT
  c.id AS claim, c.statement, c.said_by, c.source, c.locator, c.stance, c.modality, c.directness, c.start,
  c.until, COALESCE(c.reported, s.published) AS reported, s.reliability || c.credibility AS grade,
  c.retracted_on AS retracted,
  COALESCE(c.reported_day, s.published_day, c.recorded_day, 99991231) AS known_day,
  COALESCE(c.start_day, c.reported_day, s.published_day, c.recorded_day, 99991231) AS from_day,
  COALESCE(c.until_day, 99991231) AS until_day,
  CASE
    WHEN c.predicate IS NULL OR c.object IS NULL THEN NULL
    WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.alliance IS NOT NULL AND f.predicate = c.predicate AND f.known_day <= :known_by
        AND ((f.subject = c.subject AND f.object = c.object)
          OR (p.mutual = 1 AND f.subject = c.object AND f.object = c.subject))
    ) THEN 'assessed'
    ELSE (
      SELECT CASE
        WHEN MAX(d.stance) <> MIN(d.stance) THEN 'disputed'
        WHEN MAX(d.stance) = 'denies' THEN 'denied'
        WHEN MAX(d.stance) = 'asserts' THEN 'claimed'
      END
      FROM claim AS d JOIN source AS t ON t.id = d.source
      WHERE d.predicate = c.predicate AND d.retracted_on IS NULL AND d.modality = 'actual'
        AND ((d.subject = c.subject AND d.object = c.object)
          OR (p.mutual = 1 AND d.subject = c.object AND d.object = c.subject))
        AND COALESCE(d.reported_day, t.published_day, d.recorded_day, 99991231) <= :known_by
    )
  END AS standing,
  c.row,
  CASE WHEN p.mutual = 1 AND c.subject > c.object THEN c.object ELSE c.subject END AS subject, c.predicate,
  CASE WHEN p.mutual = 1 AND c.subject > c.object THEN c.subject ELSE c.object END AS object
FROM claim AS c JOIN source AS s ON s.id = c.source LEFT JOIN predicate AS p ON p.id = c.predicate
