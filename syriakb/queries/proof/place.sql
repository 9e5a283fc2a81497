-- Every claim to the control of the one place of `asked` and of what encloses it, with what became of it under the rules,
-- the first reason that keeps it out of the answer or its part in it. To be read after the reach and the steps of control.
SELECT
  c.id, c.statement, c.said_by, c.source, c.locator, c.exact, c.grade,
  CASE
    WHEN c.retracted_on IS NOT NULL THEN 'retracted'
    WHEN c.modality <> 'actual' THEN 'only ' || c.modality
    WHEN c.known_day > s.known_by THEN 'not yet reported'
    WHEN c.from_day > s.as_of THEN 'not begun'
    WHEN c.until_day < s.as_of THEN 'ended'
    WHEN c.stance = 'denies' AND p.part IS NULL THEN 'denies nothing that decides'
    WHEN s.distance > s.nearest THEN 'further away'
    WHEN p.decides = 1 AND p.first_subject <> p.last_subject THEN 'rival'
    WHEN p.part IS NOT NULL THEN p.part
    WHEN v.effect IN ('gains', 'holds') AND p.from_day = p.decided THEN 'lost since'
    WHEN v.effect IN ('gains', 'holds') THEN 'older'
    ELSE 'without effect'
  END AS outcome,
  c.subject, c.predicate, s.place, c.stance, c.start, c.until,
  COALESCE(c.report, c.recorded) AS reported, c.from_day, (SELECT MAX(decided) FROM parts) AS decided, p.lost, p.denied,
  c.retracted_on, c.retracted_reason, c.superseded_by
FROM reach AS s JOIN dated_claim AS c ON c.object = s.place JOIN predicate AS v ON v.id = c.predicate
LEFT JOIN parts AS p ON p.claim = c.id AND p.place = s.place
WHERE v.effect IS NOT NULL AND c.subject IS NOT NULL
ORDER BY s.distance, c.from_day DESC, c.grade, c.id
