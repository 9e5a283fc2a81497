-- Whether the side of its speaker gains or loses by a claim, for the claims of `weighed` (claim, as_of, known_by) that say
-- who holds, takes, loses or fights for a place: the rule stands in interest.py. It is asked of each claim from both its
-- ends, what the speaker and what the subject belong to, so that nobody's ties are ever listed in full.
WITH RECURSIVE
said AS (
  SELECT
    w.claim, w.as_of, w.known_by, c.said_by AS speaker, c.subject,
    CASE WHEN p.effect = 'loses' THEN -1 ELSE 1 END * CASE WHEN c.stance = 'denies' THEN -1 ELSE 1 END AS gain
  FROM weighed AS w CROSS JOIN claim AS c CROSS JOIN predicate AS p
  WHERE c.id = w.claim AND p.id = c.predicate AND c.said_by IS NOT NULL AND p.effect IS NOT NULL
),
up (actor, as_of, known_by, whole) AS (
  SELECT speaker, as_of, known_by, speaker FROM said
  UNION
  SELECT subject, as_of, known_by, subject FROM said
  UNION
  SELECT u.actor, u.as_of, u.known_by, f.object
  FROM up AS u JOIN relation_fact AS f ON f.subject = u.whole AND f.grp = 'membership'
  WHERE f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
),
-- Every pair of what the two belong to, each with the ties of the one to the other.
pairs AS (
  SELECT s.claim, s.as_of, s.known_by, s.speaker, s.subject, s.gain, u.whole AS ours, v.whole AS theirs
  FROM said AS s
  JOIN up AS u ON u.actor = s.speaker AND u.as_of = s.as_of AND u.known_by = s.known_by
  JOIN up AS v ON v.actor = s.subject AND v.as_of = s.as_of AND v.known_by = s.known_by
),
tied AS (
  SELECT
    p.claim, p.as_of, p.known_by, p.gain,
    CASE WHEN p.ours = p.subject OR p.theirs = p.speaker OR (p.theirs = p.subject AND EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = p.ours AND f.grp IN ('support', 'alliance') AND f.object = p.theirs AND f.stance = 'asserts'
        AND f.from_day <= p.as_of AND f.until_day >= p.as_of AND f.known_day <= p.known_by
    )) OR (p.theirs = p.subject AND EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = p.theirs AND f.grp IN ('support', 'alliance') AND f.object = p.ours AND f.stance = 'asserts'
        AND f.from_day <= p.as_of AND f.until_day >= p.as_of AND f.known_day <= p.known_by
    )) THEN 1 ELSE 0 END AS friend,
    CASE WHEN EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = p.ours AND f.grp = 'hostility' AND f.object = p.theirs AND f.stance = 'asserts'
        AND f.from_day <= p.as_of AND f.until_day >= p.as_of AND f.known_day <= p.known_by
    ) OR EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = p.theirs AND f.grp = 'hostility' AND f.object = p.ours AND f.stance = 'asserts'
        AND f.from_day <= p.as_of AND f.until_day >= p.as_of AND f.known_day <= p.known_by
    ) THEN 1 ELSE 0 END AS foe
  FROM pairs AS p
)
SELECT claim, as_of, known_by, CASE WHEN MAX(gain) * (MAX(friend) - MAX(foe)) > 0 THEN 'own' ELSE 'against' END AS interest
FROM tied GROUP BY claim, as_of, known_by HAVING MAX(friend) <> MAX(foe)
