-- What the actors of `asking` can belong to, lead or represent, directly or by steps, whatever the day.

-- A row of `asking`: an actor, and a day for which to tell what it belongs to, as of what had been reported by another.
CREATE TEMP TABLE IF NOT EXISTS asking (actor TEXT, day INTEGER, known_by INTEGER);
DELETE FROM asking;
-- A row of `rung`: an actor that was asked about, or that one of these may belong to, and what some claim relates it to; `inward` is 1
-- where that makes it a part of it: it is `part_of`, or `member_of` what is no organisation. It steps through the index from
-- one object to the next, so that many claims of one membership cost no more.
CREATE TEMP TABLE IF NOT EXISTS rung (subject TEXT, predicate TEXT, object TEXT, inward INTEGER);
CREATE INDEX IF NOT EXISTS rung_subject ON rung (subject, object, predicate);
DELETE FROM rung;
-- needs: asking
INSERT INTO rung
WITH RECURSIVE outward (subject, object) AS (
  SELECT q.actor, (SELECT MIN(f.object) FROM every_relation AS f WHERE f.subject = q.actor AND f.grp = 'membership')
  FROM (SELECT DISTINCT actor FROM asking) AS q WHERE q.actor NOT IN (SELECT subject FROM rung)
  UNION
  SELECT
    CASE WHEN n.deeper = 1 THEN o.object ELSE o.subject END,
    (
      SELECT MIN(f.object) FROM every_relation AS f
      WHERE f.subject = CASE WHEN n.deeper = 1 THEN o.object ELSE o.subject END AND f.grp = 'membership'
        AND f.object > CASE WHEN n.deeper = 1 THEN '' ELSE o.object END
    )
  FROM outward AS o CROSS JOIN (SELECT 0 AS deeper UNION ALL SELECT 1) AS n WHERE o.object IS NOT NULL
)
SELECT
  o.subject, p.id, o.object,
  CASE
    WHEN p.id = 'part_of' THEN 1
    WHEN p.id = 'member_of' AND a.kind NOT IN ('organisation', 'state', 'media', 'community', 'person') THEN 1
    ELSE 0
  END
FROM outward AS o CROSS JOIN actor AS a CROSS JOIN predicate AS p
WHERE a.id = o.object AND p.grp = 'membership' AND o.subject NOT IN (SELECT subject FROM rung) AND EXISTS (
  SELECT 1 FROM every_relation AS f
  WHERE f.subject = o.subject AND f.grp = 'membership' AND f.object = o.object AND f.predicate = p.id
    AND f.stance = 'asserts'
);
