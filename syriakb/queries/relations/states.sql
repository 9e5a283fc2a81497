-- The relations, one row for each claim. To be read after steps.sql, which comes after around.sql or between.sql.
SELECT
  as_of, known_by, subject, predicate, object, grp, standing, assessed, stance, claim, grade, start, until
FROM stood
ORDER BY as_of, known_by, grp, predicate, subject, object, CASE WHEN stance = 'asserts' THEN 0 ELSE 1 END,
  from_day, claim, COALESCE(alliance, '')
