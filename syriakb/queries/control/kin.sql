-- What the actors of `asking` belong to on a day: is `part_of`, or `member_of` what is no organisation, directly or by steps.

-- A row of `kin`: two actors, one of whom belongs to the other on a day: `up` is 1 where the first does, `outmost` where the other
-- belongs to nobody. A membership that is denied is none, unless the knowledge base holds it itself.
CREATE TEMP TABLE IF NOT EXISTS kin (one TEXT, day INTEGER, known_by INTEGER, other TEXT, up INTEGER, outmost INTEGER);
CREATE INDEX IF NOT EXISTS kin_one ON kin (one, day, known_by, other);
DELETE FROM kin;
-- A row of `above`: an actor that is asked about, and itself or what it belongs to.
CREATE TEMP TABLE IF NOT EXISTS above (actor TEXT, day INTEGER, known_by INTEGER, whole TEXT);
CREATE INDEX IF NOT EXISTS above_actor ON above (actor, day, known_by, whole);
DELETE FROM above;
-- needs: asking
INSERT INTO above
WITH RECURSIVE belonging (actor, day, known_by, whole) AS (
  SELECT DISTINCT q.actor, q.day, q.known_by, q.actor FROM asking AS q
  UNION
  SELECT a.actor, a.day, a.known_by, b.object FROM belonging AS a JOIN rung AS b ON b.subject = a.whole AND b.inward = 1
  WHERE EXISTS (
    SELECT 1 FROM relation_fact AS f
    WHERE f.subject = b.subject AND f.grp = 'membership' AND f.object = b.object AND f.predicate = b.predicate
      AND f.stance = 'asserts' AND f.from_day <= a.day AND f.until_day >= a.day AND f.known_day <= a.known_by
      AND (f.alliance IS NOT NULL OR f.from_day > COALESCE((
        SELECT d.from_day FROM relation_fact AS d
        WHERE d.subject = b.subject AND d.grp = 'membership' AND d.object = b.object AND d.predicate = b.predicate
          AND d.stance = 'denies' AND d.from_day <= a.day AND d.until_day >= a.day AND d.known_day <= a.known_by
        ORDER BY d.from_day DESC LIMIT 1
      ), 0))
      AND NOT EXISTS (
        SELECT 1 FROM outlived AS o
        WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
          AND o.known_day <= a.known_by AND o.last_day < a.day AND o.again > a.day
      )
  )
)
SELECT actor, day, known_by, whole FROM belonging;
-- The outermost: nothing that it belongs to was reached in turn.
-- needs: asking
INSERT INTO kin
SELECT
  a.actor, a.day, a.known_by, a.whole, 1,
  CASE WHEN EXISTS (
    SELECT 1 FROM rung AS b
    JOIN above AS c ON c.actor = a.actor AND c.day = a.day AND c.known_by = a.known_by AND c.whole = b.object
    WHERE b.subject = a.whole AND b.inward = 1 AND b.object <> b.subject AND EXISTS (
      SELECT 1 FROM relation_fact AS f
      WHERE f.subject = b.subject AND f.grp = 'membership' AND f.object = b.object AND f.predicate = b.predicate
        AND f.stance = 'asserts' AND f.from_day <= a.day AND f.until_day >= a.day AND f.known_day <= a.known_by
        AND NOT EXISTS (
          SELECT 1 FROM outlived AS o
          WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
            AND o.known_day <= a.known_by AND o.last_day < a.day AND o.again > a.day
        )
    )
  ) THEN 0 ELSE 1 END
FROM above AS a WHERE a.whole <> a.actor;
-- needs: asking
INSERT INTO kin SELECT whole, day, known_by, actor, 0, 0 FROM above WHERE whole <> actor;
DELETE FROM above;
DELETE FROM asking;
