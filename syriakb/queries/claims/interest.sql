-- Whether the side of its speaker gains or loses by a claim, for the claims of `weighed` (claim, day, known_by) that say who holds,
-- takes, loses or fights for a place: the rule stands in interest.py. It is asked of each claim from both its ends, what the
-- speaker and what the subject belong to, so that nobody's ties are ever listed in full.
WITH RECURSIVE
said AS (
  SELECT
    w.claim, w.day, w.known_by, c.speaker, m.subject,
    CASE WHEN p.effect = 'loses' THEN -1 ELSE 1 END * CASE WHEN c.stance = 'asserts' THEN 1 ELSE -1 END AS gain
  FROM weighed AS w CROSS JOIN dated_claim AS c CROSS JOIN predicate AS p CROSS JOIN said_of AS m
  WHERE c.id = w.claim AND m.row = c.row AND p.id = c.predicate AND c.speaker IS NOT NULL AND p.effect IS NOT NULL
),
-- What an actor belongs to; `ours` is 1 for a speaker, of whom what it leads or represents counts, too.
up (actor, ours, day, known_by, whole) AS (
  SELECT speaker, 1, day, known_by, speaker FROM said
  UNION
  SELECT subject, 0, day, known_by, subject FROM said
  UNION
  SELECT u.actor, u.ours, u.day, u.known_by, f.object
  FROM up AS u JOIN every_relation AS f ON f.subject = u.whole AND f.grp = 'membership' JOIN actor AS a ON a.id = f.object
  WHERE f.stance = 'asserts' AND f.from_day <= u.day AND f.until_day >= u.day AND f.known_day <= u.known_by AND NOT EXISTS (
    SELECT 1 FROM every_outlived AS o
    WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
      AND o.last_day < u.day AND o.again > u.day
  ) AND (
    u.ours = 1 OR f.predicate = 'part_of'
    OR (f.predicate = 'member_of' AND a.kind NOT IN ('organisation', 'state', 'media', 'community', 'person'))
  )
),
-- A party: of it, or of what it belongs to, some claim says that it takes, holds, loses, fights for or besieges a place.
party AS (
  SELECT u.*, CASE WHEN EXISTS (SELECT 1 FROM every_control AS f WHERE f.subject = u.whole) THEN 1 ELSE 0 END AS armed
  FROM up AS u
),
-- Every pair of what the two belong to, each with the ties of the one to the other.
pairs AS (
  SELECT
    s.claim, s.day, s.known_by, s.speaker, s.subject, s.gain, u.whole AS ours, v.whole AS theirs,
    u.armed * v.armed AS armed
  FROM said AS s
  JOIN party AS u ON u.actor = s.speaker AND u.day = s.day AND u.known_by = s.known_by AND u.ours = 1
  JOIN party AS v ON v.actor = s.subject AND v.day = s.day AND v.known_by = s.known_by AND v.ours = 0
),
-- What ties the two, on the day, in either direction.
bound AS (
  SELECT DISTINCT n.claim, n.day, n.known_by, n.ours, n.theirs, CASE WHEN f.grp = 'hostility' THEN 1 ELSE 0 END AS hostile
  FROM (
    SELECT claim, day, known_by, ours, theirs, ours AS one, theirs AS other FROM pairs
    UNION
    SELECT claim, day, known_by, ours, theirs, theirs, ours FROM pairs
  ) AS n CROSS JOIN every_relation AS f
  WHERE f.subject = n.one AND f.grp IN ('support', 'alliance', 'hostility') AND f.object = n.other AND f.stance = 'asserts'
    AND f.from_day <= n.day AND f.until_day >= n.day AND f.known_day <= n.known_by AND NOT EXISTS (
      SELECT 1 FROM every_outlived AS o
      WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
        AND o.last_day < n.day AND o.again > n.day
    )
),
tied AS (
  SELECT
    p.claim, p.day, p.known_by, p.gain, p.armed,
    CASE WHEN p.ours = p.theirs OR (p.theirs = p.subject AND MAX(CASE WHEN b.hostile = 0 THEN 1 ELSE 0 END) = 1) THEN 1 ELSE 0 END
      AS friend,
    MAX(CASE WHEN b.hostile = 1 THEN 1 ELSE 0 END) AS foe
  FROM pairs AS p LEFT JOIN bound AS b
    ON b.claim = p.claim AND b.day = p.day AND b.known_by = p.known_by AND b.ours = p.ours AND b.theirs = p.theirs
  GROUP BY p.claim, p.day, p.known_by, p.gain, p.armed, p.ours, p.theirs, p.subject
),
-- Of two parties of which no record makes allies, each is the other's foe.
judged AS (
  SELECT
    claim, day, known_by, MAX(gain) AS gain, MAX(friend) AS friend,
    MAX(CASE WHEN foe = 1 THEN 1 ELSE 0 END) AS foe, MAX(armed) AS armed
  FROM tied GROUP BY claim, day, known_by
)
SELECT
  claim, day, known_by,
  CASE WHEN gain * (friend - CASE WHEN friend = 0 AND armed = 1 THEN 1 ELSE foe END) > 0 THEN 'own' ELSE 'against' END AS interest
FROM judged WHERE friend <> CASE WHEN friend = 0 AND armed = 1 THEN 1 ELSE foe END
ORDER BY claim, day, known_by
