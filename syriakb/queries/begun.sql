-- An alliance or a ruling without a start begins when its first evidence was reported (rule 3): of `begun` (row, day) when the
-- first was that still counts, where some of it is left out.
CREATE INDEX IF NOT EXISTS begun_row ON begun (row);
DROP VIEW IF EXISTS temp.relation_fact;
DROP VIEW IF EXISTS temp.ruling_fact;
CREATE TEMP VIEW relation_fact AS
SELECT
  f.row, f.claim, f.alliance, f.subject, f.predicate, f.object, f.grp, f.stance,
  COALESCE((SELECT b.day FROM begun AS b WHERE b.row = f.row), f.from_day) AS from_day, f.until_day, f.report_day,
  f.known_day, f.grade, f.start, f.until, f.voiced, f.own
FROM main.relation_fact AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.claim);
CREATE TEMP VIEW ruling_fact AS
SELECT
  f.row, f.claim, f.ruling, f.place, f.status,
  COALESCE((SELECT b.day FROM begun AS b WHERE b.row = f.row), f.from_day) AS from_day, f.until_day,
  f.known_day, f.grade, f.start
FROM main.ruling_fact AS f WHERE NOT EXISTS (SELECT 1 FROM left_out AS l WHERE l.claim = f.claim);
