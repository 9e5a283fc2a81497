-- In the place of what questions read, the same without the claims of `left_out` (claim, number).
CREATE INDEX IF NOT EXISTS left_out_claim ON left_out (claim);
CREATE INDEX IF NOT EXISTS left_out_number ON left_out (number);
DROP VIEW IF EXISTS temp.outlived;
DROP VIEW IF EXISTS temp.tally;
DROP VIEW IF EXISTS temp.dated_claim;
DROP VIEW IF EXISTS temp.standing_claim;
DROP VIEW IF EXISTS temp.control_fact;
DROP VIEW IF EXISTS temp.relation_fact;
DROP VIEW IF EXISTS temp.ruling_fact;
DROP VIEW IF EXISTS temp.count_fact;
DROP VIEW IF EXISTS temp.proposition;
DROP VIEW IF EXISTS temp.happening;
CREATE TEMP VIEW dated_claim AS
SELECT * FROM main.dated_claim AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.id);
CREATE TEMP VIEW standing_claim AS
SELECT * FROM main.standing_claim AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.id);
CREATE TEMP VIEW control_fact AS
SELECT * FROM main.control_fact AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.claim);
CREATE TEMP VIEW relation_fact AS
SELECT * FROM main.relation_fact AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.claim);
CREATE TEMP VIEW ruling_fact AS
SELECT * FROM main.ruling_fact AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.claim);
CREATE TEMP VIEW count_fact AS
SELECT * FROM main.count_fact AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.claim);
CREATE TEMP VIEW proposition AS
SELECT * FROM main.proposition AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.number = f.row);
CREATE TEMP VIEW happening AS
SELECT * FROM main.happening AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.number = f.row);
CREATE TEMP VIEW tally AS
SELECT
  COALESCE(SUM(CASE WHEN first_day IS NOT NULL THEN 1 ELSE 0 END), 0) AS dated,
  COALESCE(SUM(CASE WHEN first_day IS NULL THEN 1 ELSE 0 END), 0) AS undated
FROM temp.happening;
