-- The relations, one row for each claim. To be read after steps.sql, which comes after around.sql or between.sql.
SELECT
  s.as_of, s.known_by, s.subject, s.predicate, s.object, s.grp, s.standing, s.assessed, s.stance, s.claim, s.grade, s.start,
  s.until, s.settled, s.own, c.speaker, c.source, c.report, c.report_last
FROM stood AS s JOIN dated_claim AS c ON c.id = s.claim
ORDER BY s.as_of, s.known_by, s.grp, s.predicate, s.subject, s.object, s.from_day, s.claim, COALESCE(s.alliance, '')
