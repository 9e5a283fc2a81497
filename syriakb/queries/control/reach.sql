-- Which claims the rules read to answer each question of `asked` (ask, place, as_of, known_by), `ask` being its number.
-- Apart from which place the answer is of (`nearest`, rule 5), there is no rule in here: each step looks once into an index
-- of control_fact for every place, so that the cost grows neither with the number of questions nor with how long the
-- history of a place is. steps.sql has the rules, and would answer the same with all claims of the places read.
WITH
-- A row: a question, and a place that its answer can be of: the one asked for, or one that encloses it. `claimed` tells
-- whether a claim that counts (rule 3) asserts something of its control; what is only denied of a place is no such claim.
scope AS (
  SELECT
    a.ask, a.as_of, a.known_by, e.ancestor AS place, e.distance,
    CASE WHEN EXISTS (
      SELECT 1 FROM control_fact AS f
      WHERE f.place = e.ancestor AND f.stance = 'asserts'
        AND f.from_day <= a.as_of AND f.until_day >= a.as_of AND f.known_day <= a.known_by
    ) THEN 1 ELSE 0 END AS claimed
  FROM asked AS a JOIN enclosing AS e ON e.place = a.place
),
-- The same. A place without a claim of its own takes the state of the nearest one that encloses it (rule 5): `nearest` is
-- how far away that is, NULL where no place in reach has a claim.
reach AS (
  SELECT scope.*, MIN(CASE WHEN claimed = 1 THEN distance END) OVER (PARTITION BY ask) AS nearest FROM scope
),
-- The same as far as the nearest place. `newest` is the day of the newest claim that can decide there.
newest AS (
  SELECT
    r.*,
    CASE WHEN r.distance = r.nearest THEN (
      SELECT f.from_day FROM control_fact AS f
      WHERE f.place = r.place AND f.stance = 'asserts' AND f.effect IN ('gains', 'holds')
        AND f.from_day <= r.as_of AND f.until_day >= r.as_of AND f.known_day <= r.known_by
      ORDER BY f.from_day DESC LIMIT 1
    ) END AS newest
  FROM reach AS r WHERE r.distance <= r.nearest
),
-- The same. `latest` is the newest of these days in the question.
dated AS (
  SELECT newest.*, MAX(newest) OVER (PARTITION BY ask) AS latest FROM newest
),
-- The same. `named` is whom a claim of that day names as holder, the first by id: with others on that day it is disputed,
-- and whose holding lasted how long is not asked.
naming AS (
  SELECT
    d.*,
    CASE WHEN d.newest = d.latest THEN (
      SELECT MIN(f.subject) FROM control_fact AS f
      WHERE f.place = d.place AND f.stance = 'asserts' AND f.from_day = d.latest AND f.effect IN ('gains', 'holds')
        AND f.until_day >= d.as_of AND f.known_day <= d.known_by
    ) END AS named
  FROM dated AS d
),
-- The same. `side` is the first of those in the question.
sided AS (
  SELECT naming.*, MIN(named) OVER (PARTITION BY ask) AS side FROM naming
),
-- The same. `break` is the last day on which somebody else held the place, or that side lost it.
breaking AS (
  SELECT
    s.*,
    (
      SELECT f.from_day FROM control_fact AS f
      WHERE f.place = s.place AND f.stance = 'asserts' AND f.from_day <= s.as_of AND f.known_day <= s.known_by
        AND ((f.effect IN ('gains', 'holds') AND f.subject <> s.side) OR (f.effect = 'loses' AND f.subject = s.side))
      ORDER BY f.from_day DESC LIMIT 1
    ) AS break
  FROM sided AS s
),
lasting_from AS (
  SELECT breaking.*, MAX(break) OVER (PARTITION BY ask) AS last_break FROM breaking
),
-- The same. `floor` is the day from which on claims matter: that of the break before the newest holding, since holding by
-- the same side may reach back so far; that of the holding itself where the break is later; any where there is none.
bounds AS (
  SELECT
    l.*,
    CASE WHEN last_break < latest THEN last_break WHEN last_break IS NULL THEN 0 ELSE COALESCE(latest, 0) END AS floor
  FROM lasting_from AS l
),
-- A row: a question, and a claim of the floor or later that asserts something, in effect still or not.
asserted AS (
  SELECT
    b.ask, b.as_of, b.known_by, b.place, b.distance, b.nearest, f.claim, f.subject, f.predicate, f.effect, f.stance,
    f.directness, f.from_day, f.until_day, f.grade, f.start
  FROM bounds AS b
  JOIN control_fact AS f ON f.place = b.place AND f.stance = 'asserts' AND f.from_day BETWEEN b.floor AND b.as_of
  WHERE f.known_day <= b.known_by
),
-- A row: a question, and what is asserted there, by however many claims.
said AS (
  SELECT DISTINCT ask, as_of, known_by, place, distance, nearest, subject, predicate FROM asserted
),
-- A row: a question, and a claim that the rules read: what is asserted, and what is denied of that.
begun AS (
  SELECT * FROM asserted
  UNION ALL
  SELECT
    s.ask, s.as_of, s.known_by, s.place, s.distance, s.nearest, f.claim, f.subject, f.predicate, f.effect, f.stance,
    f.directness, f.from_day, f.until_day, f.grade, f.start
  FROM said AS s JOIN control_fact AS f
    ON f.subject = s.subject AND f.place = s.place AND f.predicate = s.predicate AND f.stance = 'denies'
  WHERE f.from_day <= s.as_of AND f.known_day <= s.known_by
)
