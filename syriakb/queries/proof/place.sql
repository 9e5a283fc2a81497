-- Every claim to the control of the place asked for (`seat` has it, and what encloses it), with what became of it under the
-- rules: the first reason that keeps it out of the answer, or its part in it. To be asked after the steps of control. What a ruling
-- rests on, of a place no further away or of the area that decides, is told as that alone.
SELECT
  c.id, c.statement, c.said_by, c.source, c.locator, c.exact, c.grade,
  CASE
    WHEN c.retracted_on IS NOT NULL THEN 'retracted'
    WHEN c.modality <> 'actual' THEN 'only ' || c.modality
    WHEN c.credibility = 5 THEN 'improbable'
    WHEN c.known_day > s.known_by THEN 'not yet reported'
    WHEN m.ground = 1 AND p.part IS NOT NULL THEN 'ruling'
    WHEN c.from_day > s.as_of THEN 'not begun'
    WHEN p.part = 'holds' AND a.rivals > 1 THEN 'rival'
    WHEN p.part IS NOT NULL THEN p.part
    WHEN c.until_day < s.as_of THEN 'ended'
    WHEN r.own = 1 THEN 'own word'
    WHEN y.ruling IS NOT NULL THEN 'overruled'
    WHEN c.stance = 'denies' THEN 'denies nothing that decides'
    WHEN s.seat <> a.around AND a.around = :seat THEN 'further away'
    WHEN d.lost IS NOT NULL THEN 'lost since'
    WHEN v.effect IN ('gains', 'holds') AND c.stance = 'asserts' THEN 'older'
    ELSE 'without effect'
  END AS outcome,
  v.effect, c.subject, c.predicate, s.place, y.ruling, n.note AS ruling_note, y.day AS ruled_from, c.stance, c.start, c.until,
  COALESCE(c.report, c.recorded) AS reported, c.from_day, a.newest AS decided, d.lost, 0 AS denied,
  c.retracted_on, c.retracted_reason, c.superseded_by, p.day AS spoke, o.again
FROM seat AS s JOIN (
  SELECT x.seat, c.row, 0 AS ground FROM seat AS x JOIN claim AS c ON c.object = x.place JOIN predicate AS p ON p.id = c.predicate
  WHERE p.effect IS NOT NULL AND c.subject IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM ground AS g JOIN seat AS y ON y.seat = g.seat JOIN enclosing AS z ON z.ancestor = y.place
      WHERE g.claim = c.id AND z.place = :place AND (
        EXISTS (SELECT 1 FROM enclosing AS n WHERE n.place = y.place AND n.ancestor = x.place)
        OR EXISTS (SELECT 1 FROM base AS b WHERE b.seat = :seat AND b.around = y.seat)
      )
    )
  UNION ALL
  SELECT g.seat, c.row, 1 FROM ground AS g JOIN claim AS c ON c.id = g.claim
) AS m ON m.seat = s.seat
JOIN dated_claim AS c ON c.row = m.row LEFT JOIN predicate AS v ON v.id = c.predicate
JOIN enclosing AS e ON e.place = :place AND e.ancestor = s.place
LEFT JOIN verdict AS y ON y.seat = s.seat
LEFT JOIN ruling AS n ON n.id = y.ruling
CROSS JOIN (
  SELECT
    COALESCE(MIN(around), :seat) AS around,
    CASE WHEN :together = 1 THEN 1 ELSE COUNT(DISTINCT holder) END AS rivals,
    COALESCE(MAX(newest), (SELECT MAX(newest) FROM deciding WHERE seat = :seat)) AS newest
  FROM base WHERE seat = :seat
) AS a
LEFT JOIN (SELECT seat, claim, MAX(own) AS own FROM reading GROUP BY seat, claim) AS r ON r.seat = s.seat AND r.claim = c.id
LEFT JOIN (SELECT seat, claim, MAX(lost) AS lost FROM deciding GROUP BY seat, claim) AS d ON d.seat = s.seat AND d.claim = c.id
LEFT JOIN (
  SELECT seat, claim, MAX(day) AS again FROM point WHERE again = 1 GROUP BY seat, claim
) AS o ON o.seat = s.seat AND o.claim = c.id
LEFT JOIN (
  SELECT claim, around, MIN(part) AS part, MAX(day) AS day FROM (
    SELECT claim, around, part, day, rank, MIN(rank) OVER (PARTITION BY claim) AS first FROM part WHERE seat = :seat
  ) AS q WHERE rank = first GROUP BY claim, around
) AS p ON p.claim = c.id
ORDER BY e.distance, c.from_day DESC, c.grade, c.id
