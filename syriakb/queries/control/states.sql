-- The state of each place of `asked`: one row for each claim that has a part in it, and a row without a claim where there
-- is none. To be read after steps.sql.
SELECT
  a.place, a.as_of, a.known_by,
  CASE
    WHEN p.last_subject IS NOT NULL AND p.first_subject <> p.last_subject THEN 'disputed'
    WHEN p.doubted = 1 THEN 'disputed'
    WHEN p.contested = 1 THEN 'contested'
    WHEN p.besieged = 1 THEN 'besieged'
    WHEN p.last_subject IS NOT NULL THEN 'held'
    ELSE 'unknown'
  END AS status,
  CASE
    WHEN p.claim IS NULL THEN 'unknown'
    WHEN p.distance > 0 THEN 'inferred'
    WHEN p.any_stated = 1 THEN 'stated'
    ELSE 'implied'
  END AS basis,
  p.part, p.subject, p.claim, p.grade,
  -- That somebody holds it now says nothing of since when, where another is known to have held it in between.
  CASE WHEN p.broken >= p.decided AND p.first_subject = p.last_subject THEN NULL ELSE p.start END AS start,
  p.place AS held_place
FROM asked AS a LEFT JOIN parts AS p
  ON p.asked = a.place AND p.as_of = a.as_of AND p.known_by = a.known_by AND p.part IS NOT NULL
ORDER BY a.place, a.as_of, a.known_by, CASE p.part WHEN 'holds' THEN 0 WHEN 'began' THEN 2 ELSE 1 END, p.grade,
  p.subject, p.claim
