-- What the actors of `asking` (actor, day, known_by) belong to on a day: is `part_of`, or `member_of` what is no organisation, directly
-- or by steps. Added to `kin`, a row of which is two actors, one of whom belongs to the other on a day: `up` is 1 where the first
-- does, `outmost` where the other belongs to nobody. A membership that is denied is none, unless the knowledge base holds it itself.
-- A row of `rung`: an actor that is asked about, or that one of these may belong to, and what some claim, of whatever day, makes it
-- part or member of. It steps through the index from one object to the next, so that many claims of one membership cost no more.
DELETE FROM rung;
INSERT INTO rung
WITH RECURSIVE outward (subject, object) AS (
  SELECT q.actor, (SELECT MIN(f.object) FROM relation_fact AS f WHERE f.subject = q.actor AND f.grp = 'membership')
  FROM (SELECT DISTINCT actor FROM asking) AS q
  UNION
  SELECT
    CASE WHEN n.deeper = 1 THEN o.object ELSE o.subject END,
    (
      SELECT MIN(f.object) FROM relation_fact AS f
      WHERE f.subject = CASE WHEN n.deeper = 1 THEN o.object ELSE o.subject END AND f.grp = 'membership'
        AND f.object > CASE WHEN n.deeper = 1 THEN '' ELSE o.object END
    )
  FROM outward AS o CROSS JOIN (SELECT 0 AS deeper UNION ALL SELECT 1) AS n WHERE o.object IS NOT NULL
)
SELECT o.subject, p.predicate, o.object
FROM outward AS o CROSS JOIN actor AS a CROSS JOIN (SELECT 'part_of' AS predicate UNION ALL SELECT 'member_of') AS p
WHERE a.id = o.object AND EXISTS (
  SELECT 1 FROM relation_fact AS f
  WHERE f.subject = o.subject AND f.grp = 'membership' AND f.object = o.object AND f.predicate = p.predicate
    AND f.stance = 'asserts'
) AND (p.predicate = 'part_of' OR a.kind NOT IN ('organisation', 'state', 'media', 'community', 'person'));

INSERT INTO kin
WITH RECURSIVE
above (actor, day, known_by, whole) AS (
  SELECT DISTINCT q.actor, q.day, q.known_by, q.actor FROM asking AS q
  UNION
  SELECT a.actor, a.day, a.known_by, b.object FROM above AS a JOIN rung AS b ON b.subject = a.whole
  WHERE EXISTS (
    SELECT 1 FROM relation_fact AS f
    WHERE f.subject = b.subject AND f.grp = 'membership' AND f.object = b.object AND f.predicate = b.predicate
      AND f.stance = 'asserts' AND f.alliance IS NOT NULL
      AND f.from_day <= a.day AND f.until_day >= a.day AND f.known_day <= a.known_by
      AND NOT EXISTS (
        SELECT 1 FROM outlived AS o
        WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
          AND o.known_day <= a.known_by AND o.last_day < a.day AND o.again > a.day
      )
  ) OR EXISTS (
    SELECT 1 FROM relation_fact AS f
    WHERE f.subject = b.subject AND f.grp = 'membership' AND f.object = b.object AND f.predicate = b.predicate
      AND f.stance = 'asserts' AND f.from_day <= a.day AND f.until_day >= a.day AND f.known_day <= a.known_by
      AND f.from_day > COALESCE((
        SELECT d.from_day FROM relation_fact AS d
        WHERE d.subject = b.subject AND d.grp = 'membership' AND d.object = b.object AND d.predicate = b.predicate
          AND d.stance = 'denies' AND d.from_day <= a.day AND d.until_day >= a.day AND d.known_day <= a.known_by
        ORDER BY d.from_day DESC LIMIT 1
      ), 0)
      AND NOT EXISTS (
        SELECT 1 FROM outlived AS o
        WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
          AND o.known_day <= a.known_by AND o.last_day < a.day AND o.again > a.day
      )
  )
),
-- The outermost: in this closure, nothing that it belongs to was reached in turn.
reached AS (
  SELECT
    a.actor, a.day, a.known_by, a.whole,
    CASE WHEN EXISTS (
      SELECT 1 FROM rung AS b
      JOIN above AS c ON c.actor = a.actor AND c.day = a.day AND c.known_by = a.known_by AND c.whole = b.object
      WHERE b.subject = a.whole AND b.object <> b.subject AND EXISTS (
        SELECT 1 FROM relation_fact AS f
        WHERE f.subject = b.subject AND f.grp = 'membership' AND f.object = b.object AND f.predicate = b.predicate
          AND f.stance = 'asserts' AND f.from_day <= a.day AND f.until_day >= a.day AND f.known_day <= a.known_by
          AND NOT EXISTS (
            SELECT 1 FROM outlived AS o
            WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
              AND o.known_day <= a.known_by AND o.last_day < a.day AND o.again > a.day
          )
      )
    ) THEN 0 ELSE 1 END AS outmost
  FROM above AS a WHERE a.whole <> a.actor
)
SELECT actor, day, known_by, whole, 1, outmost FROM reached
UNION
SELECT whole, day, known_by, actor, 0, 0 FROM reached;
DELETE FROM asking;
