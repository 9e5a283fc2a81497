-- Every claim that relates two actors, :one and :other, and every claim that is evidence of a relation the knowledge base
-- holds between them, with what became of it under the rules. To be read after the steps of relations, with :one in `frontier`.
,
paired AS (
  SELECT c.id AS claim, CAST(NULL AS TEXT) AS alliance, m.subject, c.predicate, c.object, CAST(NULL AS TEXT) AS start,
    CAST(NULL AS TEXT) AS until, CAST(NULL AS INTEGER) AS until_first
  FROM said_of AS m JOIN claim AS c ON c.row = m.row
  WHERE c.predicate IS NOT NULL
    AND ((m.subject = :one AND c.object = :other) OR (m.subject = :other AND c.object = :one))
  UNION ALL
  SELECT e.claim, a.id, a.subject, a.predicate, a.object, a.start, a.until, a.until_first
  FROM alliance AS a JOIN evidence AS e ON e.row = a.row
  WHERE (a.subject = :one AND a.object = :other) OR (a.subject = :other AND a.object = :one)
),
ordered AS (
  SELECT
    p.claim, p.alliance, p.predicate, p.start, p.until, p.until_first, v.label,
    CASE WHEN v.mutual = 1 AND p.subject > p.object THEN p.object ELSE p.subject END AS subject,
    CASE WHEN v.mutual = 1 AND p.subject > p.object THEN p.subject ELSE p.object END AS object
  FROM paired AS p JOIN predicate AS v ON v.id = p.predicate
),
weighed_claim AS (
  SELECT
    o.*, c.statement, c.said_by, c.source, c.locator, c.exact, c.grade, c.stance, c.modality,
    c.start AS claim_start, c.until AS claim_until, COALESCE(c.report, c.recorded) AS reported, c.known_day, c.from_day,
    c.until_day, c.retracted_on, c.retracted_reason, c.superseded_by
  FROM ordered AS o JOIN dated_claim AS c ON c.id = o.claim
)
SELECT
  w.claim, w.statement, w.said_by, w.source, w.locator, w.exact, w.grade,
  CASE
    WHEN w.retracted_on IS NOT NULL THEN 'retracted'
    WHEN w.modality <> 'actual' THEN 'only ' || w.modality
    WHEN w.known_day > m.known_by THEN 'not yet reported'
    WHEN w.alliance IS NOT NULL AND j.claim IS NOT NULL THEN 'evidence'
    WHEN w.alliance IS NOT NULL AND w.until_first < m.as_of THEN 'alliance ended'
    WHEN w.alliance IS NOT NULL THEN 'alliance not begun'
    WHEN w.stance = 'ends' THEN 'ends'
    WHEN w.from_day > m.as_of THEN 'not begun'
    WHEN w.until_day < m.as_of THEN 'ended'
    WHEN w.stance = 'asserts' AND j.claim IS NULL THEN 'over by an ending'
    WHEN w.stance = 'denies' AND COALESCE(j.settled, 1) = 1 THEN 'settled'
    ELSE w.stance
  END AS outcome,
  w.subject, w.predicate, w.object, w.label, w.claim_start AS start, w.claim_until AS until, w.reported,
  COALESCE(j.from_day, w.from_day) AS from_day, w.alliance, w.start AS alliance_start, w.until AS alliance_until,
  MAX(j.standing) OVER (PARTITION BY w.subject, w.predicate, w.object) AS standing,
  w.retracted_on, w.retracted_reason, w.superseded_by
FROM weighed_claim AS w CROSS JOIN moments AS m
LEFT JOIN stood AS j ON j.claim = w.claim AND j.subject = w.subject AND j.predicate = w.predicate AND j.object = w.object
  AND COALESCE(j.alliance, '') = COALESCE(w.alliance, '')
ORDER BY w.subject, w.predicate, w.object, w.grade, w.from_day, w.claim, COALESCE(w.alliance, '')
