-- Whether the side of its speaker gains or loses by a claim, for the claims of `weighed` (claim, as_of, known_by) that say
-- who holds, takes, loses or fights for a place: the rule stands in interest.py.
WITH RECURSIVE
said AS (
  SELECT
    w.claim, w.as_of, w.known_by, c.said_by AS speaker, c.subject,
    CASE WHEN p.effect = 'loses' THEN -1 ELSE 1 END * CASE WHEN c.stance = 'denies' THEN -1 ELSE 1 END AS gain
  FROM weighed AS w JOIN claim AS c ON c.id = w.claim JOIN predicate AS p ON p.id = c.predicate
  WHERE c.said_by IS NOT NULL AND p.effect IS NOT NULL
),
up (speaker, as_of, known_by, actor) AS (
  SELECT speaker, as_of, known_by, speaker FROM said
  UNION
  SELECT u.speaker, u.as_of, u.known_by, f.object
  FROM up AS u JOIN relation_fact AS f ON f.subject = u.actor AND f.grp = 'membership'
  WHERE f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
),
down (speaker, as_of, known_by, actor) AS (
  SELECT speaker, as_of, known_by, speaker FROM said
  UNION
  SELECT d.speaker, d.as_of, d.known_by, f.subject
  FROM down AS d JOIN relation_fact AS f ON f.object = d.actor AND f.grp = 'membership'
  WHERE f.stance = 'asserts' AND f.from_day <= d.as_of AND f.until_day >= d.as_of AND f.known_day <= d.known_by
),
tied AS (
  SELECT u.speaker, u.as_of, u.known_by, f.grp, f.object AS actor
  FROM up AS u JOIN relation_fact AS f ON f.subject = u.actor AND f.grp IN ('support', 'alliance', 'hostility')
  WHERE f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
  UNION
  SELECT u.speaker, u.as_of, u.known_by, f.grp, f.subject
  FROM up AS u JOIN relation_fact AS f ON f.object = u.actor AND f.grp IN ('support', 'alliance', 'hostility')
  WHERE f.stance = 'asserts' AND f.from_day <= u.as_of AND f.until_day >= u.as_of AND f.known_day <= u.known_by
),
side AS (
  SELECT speaker, as_of, known_by, actor FROM up
  UNION SELECT speaker, as_of, known_by, actor FROM down
  UNION SELECT speaker, as_of, known_by, actor FROM tied WHERE grp <> 'hostility'
),
foe (speaker, as_of, known_by, actor) AS (
  SELECT speaker, as_of, known_by, actor FROM tied WHERE grp = 'hostility'
  UNION
  SELECT e.speaker, e.as_of, e.known_by, f.subject
  FROM foe AS e JOIN relation_fact AS f ON f.object = e.actor AND f.grp = 'membership'
  WHERE f.stance = 'asserts' AND f.from_day <= e.as_of AND f.until_day >= e.as_of AND f.known_day <= e.known_by
),
placed AS (
  SELECT
    s.*,
    CASE WHEN EXISTS (
      SELECT 1 FROM side AS o
      WHERE o.speaker = s.speaker AND o.as_of = s.as_of AND o.known_by = s.known_by AND o.actor = s.subject
    ) THEN 1 ELSE 0 END
    - CASE WHEN EXISTS (
      SELECT 1 FROM foe AS o
      WHERE o.speaker = s.speaker AND o.as_of = s.as_of AND o.known_by = s.known_by AND o.actor = s.subject
    ) THEN 1 ELSE 0 END AS near
  FROM said AS s
)
SELECT claim, as_of, known_by, CASE WHEN gain * near > 0 THEN 'own' ELSE 'against' END AS interest
FROM placed WHERE near <> 0
