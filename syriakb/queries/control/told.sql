-- The caveats of `caveat`, with the names that their sentences take.
SELECT
  s.seat, s.kind, s.claim, s.grade, COALESCE(a.name, s.actor) AS actor, p.name AS place, COALESCE(o.name, v.label, s.other) AS other,
  s.day, c.locator, COALESCE(x.name, y.title) AS voice, c.said_by, s.actor AS actor_id, c.source
FROM caveat AS s
LEFT JOIN actor AS a ON a.id = s.actor
LEFT JOIN place AS p ON p.id = s.place
LEFT JOIN actor AS o ON o.id = s.other
LEFT JOIN predicate AS v ON v.id = s.other
JOIN claim AS c ON c.id = s.claim
LEFT JOIN actor AS x ON x.id = c.said_by
JOIN source AS y ON y.id = c.source
ORDER BY s.seat, s.kind, s.grade, s.day DESC, s.claim
