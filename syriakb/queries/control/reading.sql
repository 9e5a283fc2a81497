-- What is read to answer who holds each place of `seat` (seat, place, as_of, known_by, spared): the claims that have begun by the day
-- asked for and were reported by the other (rule 3). A row of `reading`: a question, and a claim about its place.
CREATE TEMP TABLE IF NOT EXISTS reading (
  seat INTEGER, place TEXT, as_of INTEGER, known_by INTEGER, claim TEXT, subject TEXT, predicate TEXT, effect TEXT,
  stance TEXT, directness TEXT, first_day INTEGER, from_day INTEGER, until_day INTEGER, next_day INTEGER,
  report_first INTEGER, report_day INTEGER, grade TEXT, start TEXT, source TEXT, speaker TEXT, sure INTEGER, own INTEGER
);
CREATE INDEX IF NOT EXISTS reading_seat ON reading (seat, effect, stance);
DELETE FROM reading;
INSERT INTO reading
SELECT
  s.seat, s.place, s.as_of, s.known_by, f.claim, f.subject, f.predicate, f.effect, f.stance, f.directness, f.first_day,
  f.from_day, f.until_day, f.next_day, f.report_first, f.report_day, f.grade, f.start, f.source, f.speaker, f.sure, 0
FROM seat AS s CROSS JOIN bound AS b CROSS JOIN control_fact AS f
WHERE b.seat = s.seat AND f.place = s.place AND f.from_day BETWEEN b.floor AND s.as_of AND f.known_day <= s.known_by
  -- For what a claim leaves out, and all within it, that is as if it were not there (rule 5).
  AND (s.spared = '' OR NOT EXISTS (
    SELECT 1 FROM exemption AS x CROSS JOIN enclosing AS e
    WHERE x.row = f.row AND e.place = s.spared AND e.ancestor = x.spared
  ));
-- What was reported later, too: it may speak for its report, or tell of another holder then.
INSERT INTO reading
SELECT
  s.seat, s.place, s.as_of, s.known_by, f.claim, f.subject, f.predicate, f.effect, f.stance, f.directness, f.first_day,
  f.from_day, f.until_day, f.next_day, f.report_first, f.report_day, f.grade, f.start, f.source, f.speaker, f.sure, 0
FROM seat AS s CROSS JOIN bound AS b CROSS JOIN control_fact AS f
WHERE b.seat = s.seat AND f.place = s.place AND f.effect = 'holds' AND f.report_day > f.from_day
  AND f.report_day >= b.floor AND f.from_day < b.floor AND f.from_day <= s.as_of AND f.known_day <= s.known_by
  -- For what a claim leaves out, and all within it, that is as if it were not there (rule 5).
  AND (s.spared = '' OR NOT EXISTS (
    SELECT 1 FROM exemption AS x CROSS JOIN enclosing AS e
    WHERE x.row = f.row AND e.place = s.spared AND e.ancestor = x.spared
  ));
