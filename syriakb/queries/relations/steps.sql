-- The standing of relations (rule 7): each row of `near` with that of the proposition which it asserts, denies, ends or is
-- evidence of. To be read after around.sql, between.sql or named.sql.
,
-- An ending tells the last day on which it was so. What speaks for a later day, its start or a report of later than the ending's,
-- begins it anew; an alliance with an end of its own keeps it.
lasting AS (
  SELECT near.* FROM near WHERE NOT EXISTS (
    SELECT 1 FROM outlived AS o
    WHERE o.row = near.row AND o.claim = near.claim AND o.subject = near.subject AND o.object = near.object
      AND o.known_day <= near.known_by AND o.last_day < near.as_of AND o.again > near.as_of
  )
),
-- A denial disputes what is asserted up to its day; what is asserted later, or reported later than the denial, settles it.
dated AS (
  SELECT
    l.*,
    MAX(CASE WHEN stance = 'asserts' THEN from_day END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS latest,
    MAX(CASE WHEN stance = 'asserts' AND report_day <= as_of THEN report_day END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS told
  FROM lasting AS l
),
settling AS (
  SELECT
    d.*,
    CASE
      WHEN stance = 'denies' AND (latest > from_day OR (told > from_day AND told > COALESCE(report_day, 0))) THEN 1 ELSE 0
    END AS settled
  FROM dated AS d
),
judged AS (
  SELECT
    s.*,
    MAX(CASE WHEN stance = 'asserts' THEN alliance END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS assessed,
    MAX(CASE WHEN stance = 'asserts' THEN 1 ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS asserted,
    MAX(CASE WHEN stance = 'asserts' THEN voiced ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS stated,
    MAX(CASE WHEN stance = 'denies' AND settled = 0 THEN 1 ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS denied
  FROM settling AS s
  WHERE stance <> 'ends' OR from_day >= as_of
),
stood AS (
  SELECT
    judged.*,
    CASE
      WHEN assessed IS NOT NULL THEN 'assessed'
      WHEN asserted = 1 AND denied = 1 THEN 'disputed'
      WHEN stated = 1 THEN 'stated'
      WHEN asserted = 1 THEN 'claimed'
      ELSE 'denied'
    END AS standing
  FROM judged WHERE asserted = 1 OR denied = 1
)
