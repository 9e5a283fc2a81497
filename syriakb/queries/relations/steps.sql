-- The standing of relations (rule 7): each row of `near` with that of the proposition which it asserts, denies or is
-- evidence of. To be read after around.sql, between.sql or named.sql.
,
judged AS (
  SELECT
    near.*,
    MAX(alliance) OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS assessed,
    MAX(CASE WHEN stance = 'asserts' THEN 1 ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS asserted,
    MAX(CASE WHEN stance = 'asserts' THEN voiced ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS stated,
    MAX(CASE WHEN stance = 'denies' THEN 1 ELSE 0 END)
      OVER (PARTITION BY as_of, known_by, subject, predicate, object) AS denied
  FROM near
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
  FROM judged
)
