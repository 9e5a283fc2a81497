-- Who controls each place of `asked` (place, as_of, known_by): one row for each claim that has a part in the answer, and
-- a row without a claim where there is none. The rules are numbers 3 to 5 of the design.
WITH
scope AS (
  SELECT a.place AS asked, a.as_of, a.known_by, e.ancestor AS place, e.distance
  FROM asked AS a JOIN enclosing AS e ON e.place = a.place
),
live AS (
  SELECT
    s.asked, s.as_of, s.known_by, s.place, s.distance,
    f.claim, f.subject, f.predicate, f.effect, f.stance, f.directness, f.from_day, f.grade, f.start
  FROM scope AS s JOIN control_fact AS f ON f.place = s.place
  WHERE f.from_day <= s.as_of AND f.until_day >= s.as_of AND f.known_day <= s.known_by
),
-- A place without a claim of its own takes the state of the nearest one that encloses it. What is only denied of a
-- place is no claim to its control.
near AS (
  SELECT asked, as_of, known_by, MIN(distance) AS distance
  FROM live WHERE stance = 'asserts' GROUP BY asked, as_of, known_by
),
own AS (
  SELECT
    l.*,
    MAX(CASE WHEN l.stance = 'asserts' AND l.effect IN ('gains', 'holds') THEN l.from_day END)
      OVER (PARTITION BY l.asked, l.as_of, l.known_by) AS decided,
    MAX(CASE WHEN l.stance = 'asserts' AND l.effect = 'loses' THEN l.from_day END)
      OVER (PARTITION BY l.asked, l.as_of, l.known_by, l.subject) AS lost,
    MAX(CASE WHEN l.stance = 'denies' THEN 1 ELSE 0 END)
      OVER (PARTITION BY l.asked, l.as_of, l.known_by, l.subject, l.predicate, l.place) AS denied
  FROM live AS l JOIN near AS n
    ON n.asked = l.asked AND n.as_of = l.as_of AND n.known_by = l.known_by AND n.distance = l.distance
),
deciding AS (
  SELECT
    own.*,
    CASE
      WHEN stance = 'asserts' AND effect IN ('gains', 'holds') AND from_day = decided
        AND (lost IS NULL OR lost <= decided) THEN 1 ELSE 0
    END AS decides
  FROM own
),
judged AS (
  SELECT
    d.*,
    MAX(CASE WHEN decides = 1 THEN subject END) OVER (PARTITION BY asked, as_of, known_by) AS last_subject,
    MIN(CASE WHEN decides = 1 THEN subject END) OVER (PARTITION BY asked, as_of, known_by) AS first_subject,
    MAX(CASE WHEN decides = 1 THEN denied ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS any_denied,
    MAX(CASE WHEN decides = 1 AND directness = 'stated' THEN 1 ELSE 0 END)
      OVER (PARTITION BY asked, as_of, known_by) AS any_stated,
    -- A siege or a fight needs somebody who holds the place, so one of the same day comes after the holding.
    MAX(CASE WHEN stance = 'asserts' AND effect IN ('contests', 'besieges') AND from_day >= COALESCE(decided, 0)
      THEN from_day END) OVER (PARTITION BY asked, as_of, known_by) AS challenged
  FROM deciding AS d
),
parts AS (
  SELECT
    j.*,
    CASE
      WHEN decides = 1 THEN 'holds'
      WHEN stance = 'denies' AND denied = 1 AND EXISTS (
        SELECT 1 FROM deciding AS d
        WHERE d.decides = 1 AND d.asked = j.asked AND d.as_of = j.as_of AND d.known_by = j.known_by
          AND d.subject = j.subject AND d.predicate = j.predicate AND d.place = j.place
      ) THEN 'denies'
      WHEN stance = 'asserts' AND effect = 'loses' AND last_subject IS NULL
        AND from_day >= COALESCE(decided, 0) THEN 'lost'
      WHEN stance = 'asserts' AND effect IN ('contests', 'besieges') AND from_day = challenged
        AND (last_subject IS NULL OR subject <> last_subject OR first_subject <> last_subject) THEN effect
    END AS part
  FROM judged AS j
),
stated AS (
  SELECT
    p.*,
    MAX(CASE WHEN part = 'besieges' THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS besieged,
    MAX(CASE WHEN part = 'contests' THEN 1 ELSE 0 END) OVER (PARTITION BY asked, as_of, known_by) AS contested
  FROM parts AS p
)
SELECT
  a.place, a.as_of, a.known_by,
  CASE
    WHEN s.last_subject IS NOT NULL AND (s.first_subject <> s.last_subject OR s.any_denied = 1) THEN 'disputed'
    WHEN s.contested = 1 THEN 'contested'
    WHEN s.besieged = 1 THEN 'besieged'
    WHEN s.last_subject IS NOT NULL THEN 'held'
    ELSE 'unknown'
  END AS status,
  CASE
    WHEN s.claim IS NULL THEN 'unknown'
    WHEN s.distance > 0 THEN 'inferred'
    WHEN s.last_subject IS NULL OR s.any_stated = 1 THEN 'stated'
    ELSE 'implied'
  END AS basis,
  s.part, s.subject, s.claim, s.grade, s.start, s.place AS held_place
FROM asked AS a LEFT JOIN stated AS s
  ON s.asked = a.place AND s.as_of = a.as_of AND s.known_by = a.known_by AND s.part IS NOT NULL
ORDER BY a.place, a.as_of, a.known_by, CASE WHEN s.part = 'holds' THEN 0 ELSE 1 END, s.grade, s.subject, s.claim
