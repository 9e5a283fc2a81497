-- On which days who holds a place can change: a claim about it begins to count, is over, or is reported (4a); and, where somebody
-- speaks who may do so in the own interest, a relation of theirs or of whom they speak begins or is over (rule 10). Only what is
-- about :place or around it, where that is given; only days from :since on. Where :whole is 1, places are not told apart: all are ''.
WITH RECURSIVE
wanted AS (
  SELECT id AS place FROM place WHERE :place IS NULL
  UNION
  SELECT ancestor FROM enclosing WHERE place = :place
),
fact AS (
  SELECT CASE WHEN :whole = 1 THEN '' ELSE f.place END AS place, f.subject, f.speaker, f.sure, f.effect, f.from_day, f.until_day,
    f.report_day
  FROM control_fact AS f WHERE f.known_day <= :known_by AND f.place IN (SELECT place FROM wanted)
),
circle (place, actor) AS (
  SELECT place, speaker FROM fact WHERE sure = 0
  UNION
  SELECT place, subject FROM fact WHERE sure = 0
  UNION
  SELECT c.place, m.object FROM circle AS c JOIN relation_fact AS m ON m.subject = c.actor AND m.grp = 'membership'
),
-- An ending tells the last day on which something was so, and a report can begin it anew (rule 7).
span AS (
  SELECT subject, object, from_day, CASE WHEN stance = 'ends' THEN from_day ELSE until_day END AS until_day FROM relation_fact
  UNION ALL
  SELECT subject, object, report_day, until_day FROM relation_fact WHERE report_day > from_day
),
-- Few of them are late, of which each sways many places.
lately AS (
  SELECT subject, object, from_day, until_day FROM span WHERE from_day >= :since OR until_day BETWEEN :since AND :until
),
swayed AS (
  SELECT c.place, r.from_day, r.until_day FROM circle AS c JOIN lately AS r ON r.subject = c.actor
  UNION
  SELECT c.place, r.from_day, r.until_day FROM circle AS c JOIN lately AS r ON r.object = c.actor
)
-- A row: a place, a day, and 1 where it is the day behind that day.
SELECT place, day, past FROM (
  SELECT place, from_day AS day, 0 AS past FROM fact
  UNION
  SELECT place, until_day, 1 FROM fact WHERE until_day < 99991231
  UNION
  SELECT place, report_day, 0 FROM fact WHERE effect = 'holds' AND report_day > from_day
  UNION
  SELECT CASE WHEN :whole = 1 THEN '' ELSE place END, from_day, 0 FROM ruling_fact WHERE known_day <= :known_by AND place IN (SELECT place FROM wanted)
  UNION
  SELECT CASE WHEN :whole = 1 THEN '' ELSE place END, until_day, 1 FROM ruling_fact
  WHERE known_day <= :known_by AND until_day < 99991231 AND place IN (SELECT place FROM wanted)
  UNION
  SELECT place, from_day, 0 FROM swayed WHERE from_day >= (SELECT MIN(from_day) FROM fact)
  UNION
  SELECT place, until_day, 1 FROM swayed
  WHERE until_day < 99991231 AND until_day >= (SELECT MIN(from_day) FROM fact)
) AS days
WHERE day BETWEEN :since AND :until
ORDER BY place, day, past
