-- Prepares the facts that the claims in `scope` give. The tables are joined in the order that they stand in (CROSS JOIN),
-- from the few rows of the scope on, whatever an optimizer believes of their sizes.

DELETE FROM control_fact WHERE row IN (
  SELECT f.row FROM scope CROSS JOIN control_fact AS f WHERE f.row BETWEEN scope.first AND scope.last
);
DELETE FROM count_fact WHERE row IN (
  SELECT f.row FROM scope CROSS JOIN count_fact AS f WHERE f.row BETWEEN scope.first AND scope.last
);
DELETE FROM relation_fact WHERE alliance IS NULL AND row IN (
  SELECT f.row FROM scope CROSS JOIN relation_fact AS f WHERE f.row BETWEEN scope.first AND scope.last
);
DELETE FROM proposition WHERE row IN (
  SELECT f.row FROM scope CROSS JOIN proposition AS f WHERE f.row BETWEEN scope.first AND scope.last
);
DELETE FROM happening WHERE row IN (
  SELECT f.row FROM scope CROSS JOIN happening AS f WHERE f.row BETWEEN scope.first AND scope.last
);

INSERT INTO happening
SELECT
  c.row, COALESCE(c.start_first, c.until_first), COALESCE(c.start_last, c.until_first), c.from_day, c.known_day
FROM scope CROSS JOIN dated_claim AS c
WHERE c.row BETWEEN scope.first AND scope.last AND c.retracted_on IS NULL;

INSERT INTO proposition
SELECT
  c.row,
  CASE WHEN p.mutual = 1 AND c.subject > c.object THEN c.object ELSE c.subject END, c.predicate,
  CASE WHEN p.mutual = 1 AND c.subject > c.object THEN c.subject ELSE c.object END,
  CASE WHEN c.modality = 'actual' AND c.retracted_on IS NULL THEN c.stance END, c.known_day,
  CASE WHEN c.said_by IS NULL THEN 1 ELSE 0 END
FROM scope CROSS JOIN dated_claim AS c CROSS JOIN predicate AS p
WHERE c.row BETWEEN scope.first AND scope.last AND p.id = c.predicate AND c.object IS NOT NULL;

INSERT INTO control_fact
SELECT
  c.row, c.id, c.object, c.subject, c.predicate, p.effect, c.stance, c.directness, c.from_day, c.until_day,
  c.known_day, c.grade, c.start, c.until
FROM scope CROSS JOIN standing_claim AS c CROSS JOIN predicate AS p CROSS JOIN place
WHERE c.row BETWEEN scope.first AND scope.last AND p.id = c.predicate AND place.id = c.object AND p.effect IS NOT NULL;

INSERT INTO count_fact
SELECT c.row, c.id, c.subject, c.object, c.value, c.locator, c.from_day, c.until_day, c.known_day
FROM scope CROSS JOIN standing_claim AS c
WHERE c.row BETWEEN scope.first AND scope.last AND c.value IS NOT NULL AND c.stance = 'asserts';

INSERT INTO relation_fact
SELECT
  c.row, c.id, NULL,
  CASE WHEN p.mutual = 1 AND c.subject > c.object THEN c.object ELSE c.subject END, c.predicate,
  CASE WHEN p.mutual = 1 AND c.subject > c.object THEN c.subject ELSE c.object END,
  p.grp, c.stance, c.from_day, c.until_day, c.known_day, c.grade, c.start, c.until,
  CASE WHEN c.said_by IS NULL THEN 1 ELSE 0 END
FROM scope CROSS JOIN standing_claim AS c CROSS JOIN predicate AS p CROSS JOIN actor AS s CROSS JOIN actor AS o
WHERE c.row BETWEEN scope.first AND scope.last AND p.id = c.predicate AND s.id = c.subject AND o.id = c.object;
