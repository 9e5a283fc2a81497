-- Who says it of whom, for the claims of `weighed` (claim, as_of) that say who holds, takes, loses or fights for a place.

-- A row of `saying`: a claim, its report, the day for which it is weighed, its speaker and one of its subjects; `gain` is 1 where that
-- gains by it, else -1.
CREATE TEMP TABLE IF NOT EXISTS saying (claim TEXT, report INTEGER, day INTEGER, speaker TEXT, subject TEXT, gain INTEGER);
DELETE FROM saying;
INSERT INTO saying
SELECT
  c.id, c.report_last, CASE WHEN c.report_last < w.as_of THEN c.report_last ELSE w.as_of END, c.speaker, m.subject,
  CASE WHEN p.effect = 'loses' THEN -1 ELSE 1 END * CASE WHEN c.stance = 'asserts' THEN 1 ELSE -1 END
FROM weighed AS w CROSS JOIN dated_claim AS c CROSS JOIN predicate AS p CROSS JOIN said_of AS m
WHERE c.id = w.claim AND m.row = c.row AND p.id = c.predicate AND c.speaker IS NOT NULL AND p.effect IS NOT NULL;
-- needs: saying
INSERT INTO asking
SELECT speaker, day, day FROM saying
UNION
SELECT subject, day, day FROM saying;
