-- The places of which who holds them can be other on :until than on :last, since when nothing was reported: a claim or ruling about
-- them, or about what encloses them, begins or is over; or it is told by somebody of whom nobody knows when, whose interest is that of
-- the day asked for (rule 10).
SELECT DISTINCT e.place
FROM (
  SELECT place FROM control_fact WHERE from_day > :last AND from_day <= :until
  UNION
  SELECT place FROM control_fact WHERE until_day < 99991231 AND until_day >= :last AND until_day < :until
  UNION
  SELECT place FROM control_fact WHERE known_day > :last
  UNION
  SELECT place FROM control_fact WHERE sure = 0 AND report_day IS NULL
  UNION
  SELECT place FROM ruling_fact WHERE from_day > :last OR until_day BETWEEN :last AND :until OR known_day > :last
) AS t CROSS JOIN enclosing AS e
WHERE e.ancestor = t.place
