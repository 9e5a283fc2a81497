-- Whether the side of its speaker gains or loses by a claim, for the claims of `weighed` (claim, as_of, known_by) that say
-- who holds, takes, loses or fights for a place: the rule stands in interest.py.
WITH RECURSIVE
said AS (
  SELECT
    w.claim, w.as_of, w.known_by, c.said_by AS speaker, c.subject,
    CASE WHEN p.effect = 'loses' THEN -1 ELSE 1 END * CASE WHEN c.stance = 'denies' THEN -1 ELSE 1 END AS gain
  -- A cross join, since the few claims that are asked about are where to begin.
  FROM weighed AS w CROSS JOIN claim AS c JOIN predicate AS p ON p.id = c.predicate
  WHERE c.id = w.claim AND c.said_by IS NOT NULL AND p.effect IS NOT NULL
),
-- Each speaker and each subject, with all that they belong to.
up (root, as_of, known_by, actor) AS (
  SELECT speaker, as_of, known_by, speaker FROM said
  UNION
  SELECT subject, as_of, known_by, subject FROM said
  UNION
  SELECT u.root, u.as_of, u.known_by, f.object
  FROM up AS u JOIN relation_fact AS f ON f.subject = u.actor AND f.grp = 'membership'
  WHERE f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
),
-- Why the subject of a claim is of the speaker's side, or a foe of it.
ties AS (
  SELECT s.claim, s.as_of, s.known_by, s.gain, 1 AS side, 0 AS foe
  FROM said AS s JOIN up AS u ON u.root = s.speaker AND u.as_of = s.as_of AND u.known_by = s.known_by
  WHERE u.actor = s.subject
  UNION
  SELECT s.claim, s.as_of, s.known_by, s.gain, 1, 0
  FROM said AS s JOIN up AS u ON u.root = s.subject AND u.as_of = s.as_of AND u.known_by = s.known_by
  WHERE u.actor = s.speaker
  UNION
  SELECT s.claim, s.as_of, s.known_by, s.gain, 1, 0
  FROM said AS s JOIN up AS u ON u.root = s.speaker AND u.as_of = s.as_of AND u.known_by = s.known_by
  CROSS JOIN relation_fact AS f
  WHERE f.subject = u.actor AND f.object = s.subject AND f.grp IN ('support', 'alliance')
    AND f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
  UNION
  SELECT s.claim, s.as_of, s.known_by, s.gain, 1, 0
  FROM said AS s JOIN up AS u ON u.root = s.speaker AND u.as_of = s.as_of AND u.known_by = s.known_by
  CROSS JOIN relation_fact AS f
  WHERE f.object = u.actor AND f.subject = s.subject AND f.grp IN ('support', 'alliance')
    AND f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
  UNION
  SELECT s.claim, s.as_of, s.known_by, s.gain, 0, 1
  FROM said AS s JOIN up AS u ON u.root = s.speaker AND u.as_of = s.as_of AND u.known_by = s.known_by
  JOIN up AS t ON t.root = s.subject AND t.as_of = s.as_of AND t.known_by = s.known_by
  CROSS JOIN relation_fact AS f
  WHERE f.subject = u.actor AND f.object = t.actor AND f.grp = 'hostility'
    AND f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
  UNION
  SELECT s.claim, s.as_of, s.known_by, s.gain, 0, 1
  FROM said AS s JOIN up AS u ON u.root = s.speaker AND u.as_of = s.as_of AND u.known_by = s.known_by
  JOIN up AS t ON t.root = s.subject AND t.as_of = s.as_of AND t.known_by = s.known_by
  CROSS JOIN relation_fact AS f
  WHERE f.object = u.actor AND f.subject = t.actor AND f.grp = 'hostility'
    AND f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
),
placed AS (
  SELECT claim, as_of, known_by, gain, MAX(side) - MAX(foe) AS near FROM ties GROUP BY claim, as_of, known_by, gain
)
SELECT claim, as_of, known_by, CASE WHEN gain * near > 0 THEN 'own' ELSE 'against' END AS interest
FROM placed WHERE near <> 0
