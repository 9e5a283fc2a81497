-- The state that each question of `asked` has for its answer: one row for each claim that has a part in it, none where
-- nothing is known. To be read after reach.sql and steps.sql.
SELECT
  ask,
  CASE
    WHEN last_subject IS NOT NULL AND first_subject <> last_subject THEN 'disputed'
    WHEN doubted = 1 THEN 'disputed'
    WHEN contested = 1 THEN 'contested'
    WHEN besieged = 1 THEN 'besieged'
    WHEN last_subject IS NOT NULL THEN 'held'
    ELSE 'unknown'
  END AS status,
  CASE WHEN distance > 0 THEN 'inferred' WHEN any_stated = 1 THEN 'stated' ELSE 'implied' END AS basis,
  part, subject, claim, grade,
  -- That somebody holds it now says nothing of since when, where another is known to have held it in between.
  CASE WHEN broken >= decided AND first_subject = last_subject THEN NULL ELSE start END AS start,
  place,
  CASE WHEN start IS NULL AND from_day = 10101 THEN 1 ELSE 0 END AS undated
FROM parts
WHERE part IS NOT NULL
ORDER BY ask, CASE part WHEN 'holds' THEN 0 WHEN 'began' THEN 2 ELSE 1 END, grade, subject, claim
