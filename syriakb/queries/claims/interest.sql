-- Whether the side of its speaker gains or loses by a claim, for the claims of `weighed` (claim, day, known_by) that say who holds,
-- takes, loses or fights for a place: the rule stands in interest.py. It is asked of each claim from both its ends, what the
-- speaker and what the subject belong to, so that nobody's ties are ever listed in full.
WITH RECURSIVE
said AS (
  SELECT
    w.claim, w.day, w.known_by, c.speaker, c.subject,
    CASE WHEN p.effect = 'loses' THEN -1 ELSE 1 END * CASE WHEN c.stance = 'asserts' THEN 1 ELSE -1 END AS gain
  FROM weighed AS w CROSS JOIN dated_claim AS c CROSS JOIN predicate AS p
  WHERE c.id = w.claim AND p.id = c.predicate AND c.speaker IS NOT NULL AND p.effect IS NOT NULL
),
-- What an actor belongs to; `ours` is 1 for a speaker, of whom what it leads or represents counts, too.
up (actor, ours, day, known_by, whole) AS (
  SELECT speaker, 1, day, known_by, speaker FROM said
  UNION
  SELECT subject, 0, day, known_by, subject FROM said
  UNION
  SELECT u.actor, u.ours, u.day, u.known_by, f.object
  FROM up AS u JOIN every_relation AS f ON f.subject = u.whole AND f.grp = 'membership' JOIN actor AS a ON a.id = f.object
  WHERE f.stance = 'asserts' AND f.from_day <= u.day AND f.until_day >= u.day AND f.known_day <= u.known_by AND (
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
tied AS (
  SELECT
    p.claim, p.day, p.known_by, p.gain, p.armed,
    CASE WHEN p.ours = p.theirs OR (p.theirs = p.subject AND EXISTS (
      SELECT 1 FROM every_relation AS f
      WHERE f.subject = p.ours AND f.grp IN ('support', 'alliance') AND f.object = p.theirs AND f.stance = 'asserts'
        AND f.from_day <= p.day AND f.until_day >= p.day AND f.known_day <= p.known_by
    )) OR (p.theirs = p.subject AND EXISTS (
      SELECT 1 FROM every_relation AS f
      WHERE f.subject = p.theirs AND f.grp IN ('support', 'alliance') AND f.object = p.ours AND f.stance = 'asserts'
        AND f.from_day <= p.day AND f.until_day >= p.day AND f.known_day <= p.known_by
    )) THEN 1 ELSE 0 END AS friend,
    CASE WHEN EXISTS (
      SELECT 1 FROM every_relation AS f
      WHERE f.subject = p.ours AND f.grp = 'hostility' AND f.object = p.theirs AND f.stance = 'asserts'
        AND f.from_day <= p.day AND f.until_day >= p.day AND f.known_day <= p.known_by
    ) OR EXISTS (
      SELECT 1 FROM every_relation AS f
      WHERE f.subject = p.theirs AND f.grp = 'hostility' AND f.object = p.ours AND f.stance = 'asserts'
        AND f.from_day <= p.day AND f.until_day >= p.day AND f.known_day <= p.known_by
    ) THEN 1 ELSE 0 END AS foe
  FROM pairs AS p
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
