-- Prepares the facts that questions read, for the claims whose rows lie in `scope` and for all places and alliances.

DELETE FROM control_fact WHERE EXISTS (SELECT 1 FROM scope WHERE control_fact.row BETWEEN first AND last);
DELETE FROM count_fact WHERE EXISTS (SELECT 1 FROM scope WHERE count_fact.row BETWEEN first AND last);
DELETE FROM relation_fact WHERE row < 0 OR EXISTS (SELECT 1 FROM scope WHERE relation_fact.row BETWEEN first AND last);
DELETE FROM enclosing;

INSERT INTO enclosing
WITH RECURSIVE up (place, ancestor, distance) AS (
  SELECT id, id, 0 FROM place
  UNION
  SELECT up.place, within.parent, up.distance + 1 FROM up JOIN within ON within.place = up.ancestor
)
SELECT place, ancestor, MIN(distance) FROM up GROUP BY place, ancestor;

-- A claim counts from the latest day of its start, without one from its report; it is reported, at the latest, on
-- the day it was recorded. It ends on the earliest day of its end.
CREATE TEMP VIEW standing_claim AS
SELECT
  c.row, c.id AS claim, c.subject, c.predicate, c.object, c.value, c.locator, c.stance, c.directness, c.start, c.until,
  COALESCE(c.reported_day, s.published_day, c.recorded_day, 99991231) AS known_day,
  COALESCE(c.start_day, c.reported_day, s.published_day, c.recorded_day, 99991231) AS from_day,
  COALESCE(c.until_day, 99991231) AS until_day, s.reliability || c.credibility AS grade
FROM claim AS c JOIN source AS s ON s.id = c.source
WHERE c.modality = 'actual' AND c.retracted_on IS NULL;

INSERT INTO control_fact
SELECT
  c.row, c.claim, c.object, c.subject, c.predicate, p.effect, c.stance, c.directness, c.from_day, c.until_day,
  c.known_day, c.grade, c.start, c.until
FROM scope JOIN standing_claim AS c ON c.row BETWEEN scope.first AND scope.last
JOIN predicate AS p ON p.id = c.predicate JOIN place ON place.id = c.object
WHERE p.effect IS NOT NULL;

INSERT INTO count_fact
SELECT c.row, c.claim, c.subject, c.object, c.value, c.locator, c.from_day, c.until_day, c.known_day
FROM scope JOIN standing_claim AS c ON c.row BETWEEN scope.first AND scope.last
WHERE c.value IS NOT NULL AND c.stance = 'asserts';

INSERT INTO relation_fact
SELECT
  c.row, c.claim, NULL,
  CASE WHEN p.symmetric AND c.subject > c.object THEN c.object ELSE c.subject END, c.predicate,
  CASE WHEN p.symmetric AND c.subject > c.object THEN c.subject ELSE c.object END,
  p.grp, c.stance, c.from_day, c.until_day, c.known_day, c.grade, c.start, c.until
FROM scope JOIN standing_claim AS c ON c.row BETWEEN scope.first AND scope.last
JOIN predicate AS p ON p.id = c.predicate
JOIN actor AS s ON s.id = c.subject JOIN actor AS o ON o.id = c.object;

INSERT INTO relation_fact
SELECT
  -ROW_NUMBER() OVER (ORDER BY a.row, e.seq), c.claim, a.id,
  CASE WHEN p.symmetric AND a.subject > a.object THEN a.object ELSE a.subject END, a.predicate,
  CASE WHEN p.symmetric AND a.subject > a.object THEN a.subject ELSE a.object END,
  p.grp, 'asserts', COALESCE(a.start_day, MIN(c.known_day) OVER (PARTITION BY a.row)), COALESCE(a.until_day, 99991231),
  c.known_day, c.grade, a.start, a.until
FROM alliance AS a JOIN evidence AS e ON e.row = a.row JOIN standing_claim AS c ON c.row = (
  SELECT row FROM claim WHERE id = e.claim
)
JOIN predicate AS p ON p.id = a.predicate;

DROP VIEW standing_claim;
