-- What is denied of an inferred holding (rule 5), for each row of `inferred` (ask, place, holder, area, as_of, known_by): that
-- the holder of the area holds or took the place itself, or one that lies between the two. Such a denial moves no answer.
SELECT
  i.ask, f.subject, f.claim, f.grade, c.said_by AS speaker, COALESCE(a.name, s.title) AS voice, h.name AS holder, p.label,
  f.place, d.name AS denied
FROM inferred AS i
JOIN enclosing AS area ON area.place = i.place AND area.ancestor = i.area
JOIN enclosing AS e ON e.place = i.place AND e.distance < area.distance
JOIN control_fact AS f ON f.subject = i.holder AND f.place = e.ancestor AND f.stance = 'denies'
JOIN claim AS c ON c.row = f.row
JOIN source AS s ON s.id = c.source
JOIN predicate AS p ON p.id = f.predicate
JOIN actor AS h ON h.id = f.subject
JOIN place AS d ON d.id = f.place
LEFT JOIN actor AS a ON a.id = c.said_by
WHERE f.effect IN ('gains', 'holds')
  AND f.from_day <= i.as_of AND f.until_day >= i.as_of AND f.known_day <= i.known_by
ORDER BY i.ask, f.grade, f.subject, f.claim
