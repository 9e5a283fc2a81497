-- Who controls each place of `asked` (place, as_of, known_by): one row for each claim that has a part in the answer, and
-- a row without a claim where there is none. The rules are numbers 3 to 5 of the design. A fact counts at the moment
-- when it is in effect on the day and had been reported by then. Each step looks only at the facts that can still
-- decide, so that the cost does not grow with the history of a place.
WITH
-- A place without a claim of its own takes the state of the nearest one that encloses it. What is only denied of a
-- place is no claim to its control.
near AS (
  SELECT a.place AS asked, a.as_of, a.known_by, MIN(e.distance) AS distance
  FROM asked AS a JOIN enclosing AS e ON e.place = a.place
  WHERE EXISTS (
    SELECT 1 FROM control_fact AS f
    WHERE f.place = e.ancestor AND f.stance = 'asserts'
      AND f.from_day <= a.as_of AND f.until_day >= a.as_of AND f.known_day <= a.known_by
  )
  GROUP BY a.place, a.as_of, a.known_by
),
-- The newest gains or holds decides.
newest AS (
  SELECT n.asked, n.as_of, n.known_by, n.distance, e.ancestor AS place, (
    SELECT f.from_day FROM control_fact AS f
    WHERE f.place = e.ancestor AND f.stance = 'asserts' AND f.effect IN ('gains', 'holds')
      AND f.from_day <= n.as_of AND f.until_day >= n.as_of AND f.known_day <= n.known_by
    ORDER BY f.from_day DESC LIMIT 1
  ) AS day
  FROM near AS n JOIN enclosing AS e ON e.place = n.asked AND e.distance = n.distance
),
level AS MATERIALIZED (
  SELECT newest.*, MAX(day) OVER (PARTITION BY asked, as_of, known_by) AS decided FROM newest
),
-- From that day on every fact can matter; before it only what denies the proposition that decides.
live AS MATERIALIZED (
  SELECT
    l.asked, l.as_of, l.known_by, l.distance, l.decided, l.place,
    f.claim, f.subject, f.predicate, f.effect, f.stance, f.directness, f.from_day, f.grade, f.start
  FROM level AS l JOIN control_fact AS f ON f.place = l.place AND f.from_day BETWEEN COALESCE(l.decided, 0) AND l.as_of
  WHERE f.until_day >= l.as_of AND f.known_day <= l.known_by
),
deciding AS MATERIALIZED (
  SELECT live.*
  FROM live
  WHERE stance = 'asserts' AND effect IN ('gains', 'holds') AND from_day = decided AND NOT EXISTS (
    SELECT 1 FROM live AS lost
    WHERE lost.asked = live.asked AND lost.as_of = live.as_of AND lost.known_by = live.known_by
      AND lost.stance = 'asserts' AND lost.effect = 'loses' AND lost.subject = live.subject
      AND lost.from_day > live.decided
  )
),
holders AS MATERIALIZED (
  SELECT
    asked, as_of, known_by, MIN(subject) AS first_subject, MAX(subject) AS last_subject,
    MAX(CASE WHEN directness = 'stated' THEN 1 ELSE 0 END) AS any_stated
  FROM deciding GROUP BY asked, as_of, known_by
),
parts AS MATERIALIZED (
  SELECT asked, as_of, known_by, distance, place, claim, subject, grade, start, from_day, 'holds' AS part FROM deciding
  UNION
  SELECT d.asked, d.as_of, d.known_by, d.distance, d.place, f.claim, f.subject, f.grade, f.start, f.from_day, 'denies'
  FROM deciding AS d JOIN control_fact AS f
    ON f.subject = d.subject AND f.place = d.place AND f.predicate = d.predicate AND f.stance = 'denies'
  WHERE f.from_day <= d.as_of AND f.until_day >= d.as_of AND f.known_day <= d.known_by
  UNION
  SELECT l.asked, l.as_of, l.known_by, l.distance, l.place, l.claim, l.subject, l.grade, l.start, l.from_day, 'lost'
  FROM live AS l LEFT JOIN holders AS h ON h.asked = l.asked AND h.as_of = l.as_of AND h.known_by = l.known_by
  WHERE l.stance = 'asserts' AND l.effect = 'loses' AND h.asked IS NULL
  UNION
  -- A siege or a fight needs somebody who holds the place, so one of the same day comes after the holding.
  SELECT l.asked, l.as_of, l.known_by, l.distance, l.place, l.claim, l.subject, l.grade, l.start, l.from_day, l.effect
  FROM live AS l LEFT JOIN holders AS h ON h.asked = l.asked AND h.as_of = l.as_of AND h.known_by = l.known_by
  WHERE l.stance = 'asserts' AND l.effect IN ('contests', 'besieges')
    AND (h.asked IS NULL OR l.subject <> h.last_subject OR h.first_subject <> h.last_subject)
),
-- Of fights and sieges the newest counts; against nobody in particular a place is still contested.
latest AS (
  SELECT
    p.*,
    MAX(CASE WHEN part IN ('contests', 'besieges') THEN from_day END)
      OVER (PARTITION BY asked, as_of, known_by) AS challenged
  FROM parts AS p
),
stated AS (
  SELECT
    l.*,
    MAX(CASE WHEN part = 'denies' THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS denied,
    MAX(CASE WHEN part = 'besieges' THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS besieged,
    MAX(CASE WHEN part = 'contests' THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS contested
  FROM latest AS l WHERE part NOT IN ('contests', 'besieges') OR from_day = challenged
)
SELECT
  a.place, a.as_of, a.known_by,
  CASE
    WHEN h.first_subject <> h.last_subject OR s.denied = 1 THEN 'disputed'
    WHEN s.contested = 1 THEN 'contested'
    WHEN s.besieged = 1 THEN 'besieged'
    WHEN h.asked IS NOT NULL THEN 'held'
    ELSE 'unknown'
  END AS status,
  CASE
    WHEN s.claim IS NULL THEN 'unknown'
    WHEN s.distance > 0 THEN 'inferred'
    WHEN h.asked IS NULL OR h.any_stated = 1 THEN 'stated'
    ELSE 'implied'
  END AS basis,
  s.part, s.subject, s.claim, s.grade, s.start, s.place AS held_place
FROM asked AS a
LEFT JOIN stated AS s ON s.asked = a.place AND s.as_of = a.as_of AND s.known_by = a.known_by
LEFT JOIN holders AS h ON h.asked = a.place AND h.as_of = a.as_of AND h.known_by = a.known_by
ORDER BY a.place, a.as_of, a.known_by, CASE WHEN s.part = 'holds' THEN 0 ELSE 1 END, s.grade, s.subject, s.claim
