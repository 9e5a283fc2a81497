-- What the actors of `asking` (actor, day, known_by) belong to on a day: is `part_of`, or `member_of` what is no organisation, directly
-- or by steps. Added to `kin`, a row of which is two actors, one of whom belongs to the other on a day: `up` is 1 where the first
-- does, `outmost` where the other belongs to nobody. A membership that is denied is none, unless the knowledge base holds it itself.
INSERT INTO kin
WITH RECURSIVE
belonging AS NOT MATERIALIZED (
  SELECT f.* FROM relation_fact AS f JOIN actor AS a ON a.id = f.object
  WHERE f.grp = 'membership' AND f.stance = 'asserts' AND (
    f.predicate = 'part_of'
    OR (f.predicate = 'member_of' AND a.kind NOT IN ('organisation', 'state', 'media', 'community', 'person'))
  )
),
above (actor, day, known_by, whole) AS (
  SELECT DISTINCT q.actor, q.day, q.known_by, q.actor FROM asking AS q
  UNION
  SELECT a.actor, a.day, a.known_by, b.object FROM above AS a JOIN belonging AS b ON b.subject = a.whole
  WHERE b.from_day <= a.day AND b.until_day >= a.day AND b.known_day <= a.known_by AND NOT EXISTS (
    SELECT 1 FROM outlived AS o
    WHERE o.row = b.row AND o.claim = b.claim AND o.subject = b.subject AND o.object = b.object
      AND o.known_day <= a.known_by AND o.last_day < a.day AND o.again > a.day
  ) AND (
    b.alliance IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM relation_fact AS d
      WHERE d.subject = b.subject AND d.grp = b.grp AND d.object = b.object AND d.stance = 'denies'
        AND d.predicate = b.predicate AND d.from_day >= b.from_day AND d.from_day <= a.day AND d.until_day >= a.day
        AND d.known_day <= a.known_by
    )
  )
),
-- The outermost: in this closure, nothing that it belongs to was reached in turn.
reached AS (
  SELECT
    a.actor, a.day, a.known_by, a.whole,
    CASE WHEN (a.actor, a.day, a.known_by, a.whole) IN (
      SELECT d.actor, d.day, d.known_by, d.whole
      FROM above AS d JOIN above AS c ON c.actor = d.actor AND c.day = d.day AND c.known_by = d.known_by
      JOIN belonging AS b ON b.subject = d.whole AND b.object = c.whole
      WHERE b.object <> b.subject AND b.from_day <= d.day AND b.until_day >= d.day
        AND NOT EXISTS (
          SELECT 1 FROM outlived AS o
          WHERE o.row = b.row AND o.claim = b.claim AND o.subject = b.subject AND o.object = b.object
            AND o.known_day <= d.known_by AND o.last_day < d.day AND o.again > d.day
        )
        AND b.known_day <= d.known_by
    ) THEN 0 ELSE 1 END AS outmost
  FROM above AS a WHERE a.whole <> a.actor
)
SELECT actor, day, known_by, whole, 1, outmost FROM reached
UNION
SELECT whole, day, known_by, actor, 0, 0 FROM reached;
DELETE FROM asking;
