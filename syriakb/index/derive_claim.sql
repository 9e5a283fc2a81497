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
  CASE WHEN p.mutual = 1 AND s.subject > c.object THEN c.object ELSE s.subject END, c.predicate,
  CASE WHEN p.mutual = 1 AND s.subject > c.object THEN s.subject ELSE c.object END,
  CASE WHEN c.modality = 'actual' AND c.retracted_on IS NULL THEN c.stance END, c.known_day,
  CASE WHEN c.speaker IS NULL THEN 1 ELSE 0 END, s.first
FROM scope CROSS JOIN dated_claim AS c CROSS JOIN predicate AS p CROSS JOIN said_of AS s
WHERE c.row BETWEEN scope.first AND scope.last AND p.id = c.predicate AND c.object IS NOT NULL AND s.row = c.row;

INSERT INTO control_fact
SELECT
  c.row, c.id, c.object, s.subject, c.predicate,
  CASE
    WHEN c.stance <> 'ends' THEN p.effect
    WHEN p.effect IN ('gains', 'holds') THEN 'loses'
    WHEN p.effect = 'besieges' THEN 'lifts'
    ELSE 'calms'
  END,
  CASE WHEN c.stance = 'denies' THEN 'denies' ELSE 'asserts' END, c.directness,
  CASE WHEN c.start IS NULL THEN COALESCE(c.report_first, 10101) ELSE c.start_first END,
  c.from_day,
  CASE WHEN (p.effect = 'loses' AND c.stance = 'asserts') OR c.stance = 'ends' THEN 99991231 ELSE c.until_day END,
  CASE
    WHEN c.until_day = 99991231 OR (p.effect = 'loses' AND c.stance = 'asserts') OR c.stance = 'ends' THEN 99991231
    WHEN c.until_day % 10000 = 1231 THEN c.until_day + 8870
    WHEN c.until_day % 100 = 31 THEN c.until_day + 70
    WHEN c.until_day % 100 = 30 AND c.until_day % 10000 IN (430, 630, 930, 1130) THEN c.until_day + 71
    WHEN c.until_day % 10000 = 229 THEN c.until_day + 72
    WHEN c.until_day % 10000 = 228 AND (c.until_day % 40000 >= 10000 OR (c.until_day % 1000000 < 10000
      AND c.until_day % 4000000 >= 10000)) THEN c.until_day + 73
    ELSE c.until_day + 1
  END,
  c.report_first, c.report_last, c.known_day, c.grade, c.start, c.until, c.source,
  c.speaker, CASE WHEN c.speaker IS NULL OR c.credibility = 1 THEN 1 ELSE 0 END
FROM scope CROSS JOIN standing_claim AS c CROSS JOIN predicate AS p CROSS JOIN place CROSS JOIN said_of AS s
WHERE c.row BETWEEN scope.first AND scope.last AND p.id = c.predicate AND place.id = c.object AND p.effect IS NOT NULL
  AND s.row = c.row
  AND c.credibility <> 5 AND NOT (c.stance = 'ends' AND p.effect = 'loses');

INSERT INTO count_fact
SELECT c.row, c.id, c.subject, c.object, c.value, c.locator, c.from_day, c.until_day, c.known_day
FROM scope CROSS JOIN standing_claim AS c
WHERE c.row BETWEEN scope.first AND scope.last AND c.value IS NOT NULL AND c.stance = 'asserts';

INSERT INTO relation_fact
SELECT
  c.row, c.id, NULL,
  CASE WHEN p.mutual = 1 AND s.id > c.object THEN c.object ELSE s.id END, c.predicate,
  CASE WHEN p.mutual = 1 AND s.id > c.object THEN s.id ELSE c.object END,
  p.grp, c.stance, c.from_day, CASE WHEN c.stance = 'ends' THEN 99991231 ELSE c.until_day END, c.report_last,
  c.known_day, c.grade, c.start, c.until, CASE WHEN c.speaker IS NULL THEN 1 ELSE 0 END, 1
FROM scope CROSS JOIN standing_claim AS c CROSS JOIN predicate AS p CROSS JOIN said_of AS t CROSS JOIN actor AS s
CROSS JOIN actor AS o
WHERE c.row BETWEEN scope.first AND scope.last AND p.id = c.predicate AND t.row = c.row AND s.id = t.subject AND o.id = c.object
  AND c.credibility <> 5;
