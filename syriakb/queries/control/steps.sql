-- Who controls each place of `asked` (place, as_of, known_by): the rules, numbers 3 to 5 of the design, as far as `parts`
-- has each claim that the rules weigh, with its part in the answer. states.sql and the proof of a place read it.
WITH
scope AS (
  SELECT a.place AS asked, a.as_of, a.known_by, e.ancestor AS place, e.distance
  FROM asked AS a JOIN enclosing AS e ON e.place = a.place
),
-- A place without a claim of its own takes the state of the nearest one that encloses it. What is only denied of a
-- place is no claim to its control.
near AS (
  SELECT s.asked, s.as_of, s.known_by, MIN(s.distance) AS distance
  FROM scope AS s
  WHERE EXISTS (
    SELECT 1 FROM control_fact AS f
    WHERE f.place = s.place AND f.stance = 'asserts'
      AND f.from_day <= s.as_of AND f.until_day >= s.as_of AND f.known_day <= s.known_by
  )
  GROUP BY s.asked, s.as_of, s.known_by
),
-- The steps down to `bounds` find how far back the facts matter, one index look-up each, so that the cost does not grow
-- with the history of a place: back to the newest claim that can decide, and from there to the last break in the
-- holding of whom it names.
newest AS (
  SELECT s.asked, s.as_of, s.known_by, s.place, n.distance, (
    SELECT f.from_day FROM control_fact AS f
    WHERE f.place = s.place AND f.stance = 'asserts' AND f.effect IN ('gains', 'holds')
      AND f.from_day <= s.as_of AND f.until_day >= s.as_of AND f.known_day <= s.known_by
    ORDER BY f.from_day DESC LIMIT 1
  ) AS day
  FROM scope AS s JOIN near AS n
    ON n.asked = s.asked AND n.as_of = s.as_of AND n.known_by = s.known_by AND n.distance = s.distance
),
named AS (
  SELECT n.asked, n.as_of, n.known_by, n.distance, n.day, MIN(f.subject) AS subject
  FROM (
    SELECT newest.*, MAX(day) OVER (PARTITION BY asked, as_of, known_by) AS last FROM newest
  ) AS n
  LEFT JOIN control_fact AS f
    ON f.place = n.place AND f.stance = 'asserts' AND f.from_day = n.day AND f.effect IN ('gains', 'holds')
    AND f.until_day >= n.as_of AND f.known_day <= n.known_by
  WHERE n.day = n.last OR n.last IS NULL
  GROUP BY n.asked, n.as_of, n.known_by, n.distance, n.day
),
breaks AS (
  SELECT n.asked, n.as_of, n.known_by, n.day, (
    SELECT f.from_day FROM control_fact AS f
    WHERE f.place = s.place AND f.stance = 'asserts' AND f.from_day <= n.as_of AND f.known_day <= n.known_by
      AND ((f.effect IN ('gains', 'holds') AND f.subject <> n.subject) OR (f.effect = 'loses' AND f.subject = n.subject))
    ORDER BY f.from_day DESC LIMIT 1
  ) AS broken
  FROM named AS n JOIN scope AS s
    ON s.asked = n.asked AND s.as_of = n.as_of AND s.known_by = n.known_by AND s.distance <= n.distance
),
bounds AS (
  SELECT
    asked, as_of, known_by,
    CASE WHEN MAX(broken) < MAX(day) THEN MAX(broken) WHEN MAX(broken) IS NULL THEN 0 ELSE COALESCE(MAX(day), 0) END
      AS floor
  FROM breaks GROUP BY asked, as_of, known_by
),
begun AS (
  SELECT
    s.asked, s.as_of, s.known_by, s.place, s.distance, f.claim, f.subject, f.predicate, f.effect, f.stance, f.directness,
    f.from_day, f.until_day, f.grade, f.start
  FROM scope AS s
  JOIN near AS n ON n.asked = s.asked AND n.as_of = s.as_of AND n.known_by = s.known_by AND s.distance <= n.distance
  JOIN bounds AS b ON b.asked = s.asked AND b.as_of = s.as_of AND b.known_by = s.known_by
  JOIN control_fact AS f ON f.place = s.place AND f.stance = 'asserts' AND f.from_day BETWEEN b.floor AND s.as_of
  WHERE f.known_day <= s.known_by
  UNION ALL
  SELECT
    s.asked, s.as_of, s.known_by, s.place, s.distance, f.claim, f.subject, f.predicate, f.effect, f.stance, f.directness,
    f.from_day, f.until_day, f.grade, f.start
  FROM scope AS s
  JOIN near AS n ON n.asked = s.asked AND n.as_of = s.as_of AND n.known_by = s.known_by AND s.distance <= n.distance
  JOIN bounds AS b ON b.asked = s.asked AND b.as_of = s.as_of AND b.known_by = s.known_by
  JOIN control_fact AS f ON f.place = s.place AND f.stance = 'denies' AND f.from_day <= s.as_of
  WHERE f.known_day <= s.known_by AND EXISTS (
    SELECT 1 FROM control_fact AS denied
    WHERE denied.subject = f.subject AND denied.place = f.place AND denied.predicate = f.predicate
      AND denied.stance = 'asserts' AND denied.from_day BETWEEN b.floor AND s.as_of
  )
),
live AS (SELECT * FROM begun WHERE until_day >= as_of),
own AS (
  SELECT
    l.*,
    MAX(CASE WHEN l.stance = 'asserts' AND l.effect IN ('gains', 'holds') THEN l.from_day END)
      OVER (PARTITION BY l.asked, l.as_of, l.known_by) AS decided,
    MAX(CASE WHEN l.stance = 'denies' THEN 1 ELSE 0 END)
      OVER (PARTITION BY l.asked, l.as_of, l.known_by, l.subject, l.predicate, l.place) AS denied
  FROM live AS l JOIN near AS n
    ON n.asked = l.asked AND n.as_of = l.as_of AND n.known_by = l.known_by AND n.distance = l.distance
),
-- A loss that is denied too takes nothing away: it makes the state disputed.
losing AS (
  SELECT
    own.*,
    MAX(CASE WHEN stance = 'asserts' AND effect = 'loses' AND denied = 0 THEN from_day END)
      OVER (PARTITION BY asked, as_of, known_by, subject) AS lost
  FROM own
),
deciding AS (
  SELECT
    losing.*,
    CASE
      WHEN stance = 'asserts' AND effect IN ('gains', 'holds') AND from_day = decided
        AND (lost IS NULL OR lost <= decided) THEN 1 ELSE 0
    END AS decides
  FROM losing
),
held AS (
  SELECT
    d.*,
    MAX(CASE WHEN decides = 1 THEN subject END) OVER (PARTITION BY asked, as_of, known_by) AS last_subject,
    MIN(CASE WHEN decides = 1 THEN subject END) OVER (PARTITION BY asked, as_of, known_by) AS first_subject,
    MAX(CASE WHEN decides = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by, subject) AS holder,
    MAX(CASE WHEN decides = 1 AND effect = 'gains' THEN 1 ELSE 0 END)
      OVER (PARTITION BY asked, as_of, known_by) AS gained
  FROM deciding AS d
),
-- A siege or a fight needs somebody who holds the place, so one of the same day comes after the holding; nobody
-- fights for what is in the own hands.
challenging AS (
  SELECT
    h.*,
    CASE
      WHEN stance = 'asserts' AND effect IN ('contests', 'besieges') AND from_day >= COALESCE(decided, 0)
        AND (last_subject IS NULL OR subject <> last_subject OR first_subject <> last_subject) THEN from_day
    END AS challenge
  FROM held AS h
),
-- The last day on which somebody else held the place, or its only holder lost it, whether that is in effect still or not.
broken AS (
  SELECT h.asked, h.as_of, h.known_by, MAX(b.from_day) AS day
  FROM (
    SELECT DISTINCT asked, as_of, known_by, distance, last_subject FROM held WHERE first_subject = last_subject
  ) AS h
  JOIN begun AS b
    ON b.asked = h.asked AND b.as_of = h.as_of AND b.known_by = h.known_by AND b.distance <= h.distance
  WHERE b.stance = 'asserts' AND (
    (b.effect IN ('gains', 'holds') AND b.subject <> h.last_subject)
    OR (b.effect = 'loses' AND b.subject = h.last_subject)
  )
  GROUP BY h.asked, h.as_of, h.known_by
),
-- Who is said to hold what it was said before to have taken or to hold, with nothing known in between, held it all the
-- while: `lasting` are the days of those claims. A taking begins anew.
standing AS (
  SELECT
    c.*, b.day AS broken,
    MAX(challenge) OVER (PARTITION BY c.asked, c.as_of, c.known_by) AS challenged,
    CASE
      WHEN stance = 'asserts' AND effect IN ('gains', 'holds') AND holder = 1 AND denied = 0 AND start IS NOT NULL
        AND gained = 0 AND first_subject = last_subject AND from_day > COALESCE(b.day, 0) AND from_day < decided
        THEN from_day
    END AS lasting,
    MAX(CASE WHEN stance = 'asserts' AND effect = 'gains' AND holder = 1 THEN from_day END)
      OVER (PARTITION BY c.asked, c.as_of, c.known_by) AS taken
  FROM challenging AS c LEFT JOIN broken AS b
    ON b.asked = c.asked AND b.as_of = c.as_of AND b.known_by = c.known_by
),
first AS (
  SELECT
    s.*,
    MIN(CASE WHEN lasting >= COALESCE(taken, 0) THEN lasting END) OVER (PARTITION BY asked, as_of, known_by) AS began
  FROM standing AS s
),
roles AS (
  SELECT
    f.*,
    CASE
      WHEN decides = 1 THEN 'holds'
      WHEN lasting = began THEN 'began'
      WHEN stance = 'asserts' AND effect = 'loses' AND denied = 1 AND holder = 1 AND from_day > decided THEN 'loses'
      WHEN stance = 'asserts' AND effect = 'loses' AND last_subject IS NULL
        AND from_day >= COALESCE(decided, 0) THEN 'loses'
      WHEN challenge = challenged THEN effect
    END AS role
  FROM first AS f
),
parts AS (
  SELECT
    r.*,
    CASE
      WHEN role IS NOT NULL THEN role
      WHEN stance = 'denies' AND MAX(CASE WHEN role IS NOT NULL THEN 1 ELSE 0 END)
        OVER (PARTITION BY asked, as_of, known_by, subject, predicate, place) = 1 THEN 'denies'
    END AS part,
    MAX(CASE WHEN role <> 'began' AND denied = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS doubted,
    MAX(CASE WHEN role = 'besieges' THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS besieged,
    MAX(CASE WHEN role = 'contests' THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS contested,
    MAX(CASE WHEN directness = 'stated' AND (decides = 1 OR (last_subject IS NULL AND role IS NOT NULL))
      THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS any_stated
  FROM roles AS r
)
