-- Who holds each place by the claims about it alone (rules 4a, 4b and 11), read in the order of their days.

-- A row of `deciding`: a point of the newest day, or of a span that overlaps its span, so that which came last is not told (4a).
-- `lost`: its holder, or what that belongs to, lost the place on a later day (4b); a loss of one day comes before a holding.
CREATE TEMP TABLE IF NOT EXISTS deciding (
  seat INTEGER, as_of INTEGER, known_by INTEGER, claim TEXT, subject TEXT, directness TEXT, grade TEXT, start TEXT,
  first_day INTEGER, day INTEGER, until_day INTEGER, newest INTEGER, lost INTEGER
);
CREATE INDEX IF NOT EXISTS deciding_seat ON deciding (seat, subject);
DELETE FROM deciding;
INSERT INTO deciding
SELECT
  p.seat, p.as_of, p.known_by, p.claim, p.subject, p.directness, p.grade, p.start, p.first_day, p.day, p.until_day, n.day,
  (
    SELECT MAX(l.from_day) FROM reading AS l
    WHERE l.seat = p.seat AND l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.from_day > p.day
      AND (l.subject = p.subject OR EXISTS (
        SELECT 1 FROM kin AS k
        WHERE k.one = p.subject AND k.day = l.from_day AND k.known_by = l.known_by AND k.other = l.subject AND k.up = 1
      ))
      -- A loss that is denied leaves the holder (4d).
      AND NOT EXISTS (
        SELECT 1 FROM reading AS d
        WHERE d.seat = l.seat AND d.effect = 'loses' AND d.stance = 'denies' AND d.own = 0 AND d.subject = l.subject
          AND d.from_day >= l.from_day AND d.until_day >= d.as_of
      )
  )
FROM (
  SELECT seat, MAX(day) AS day, MIN(CASE WHEN day = latest THEN first_day END) AS first_day
  FROM (SELECT seat, day, first_day, MAX(day) OVER (PARTITION BY seat) AS latest FROM point) AS q GROUP BY seat
) AS n JOIN point AS p ON p.seat = n.seat AND p.day >= n.first_day;

-- A row of `spell`: an actor that decides, and a point of a holding that goes on until then (rule 11): its own, or of a part or
-- whole of it, behind all that others took or held, and behind its last loss.
CREATE TEMP TABLE IF NOT EXISTS spell (
  seat INTEGER, as_of INTEGER, holder TEXT, claim TEXT, subject TEXT, directness TEXT, grade TEXT, start TEXT, day INTEGER,
  until_day INTEGER, next_day INTEGER, again INTEGER, begun INTEGER
);
CREATE INDEX IF NOT EXISTS spell_seat ON spell (seat, holder);
DELETE FROM spell;
INSERT INTO spell
WITH
one AS (
  SELECT seat, as_of, known_by, subject AS holder, MAX(day) AS day, MIN(newest) AS newest FROM deciding WHERE lost IS NULL
  GROUP BY seat, as_of, known_by, subject
),
beside AS (
  SELECT
    o.*, p.claim, p.subject, p.directness, p.grade, p.start, p.day AS spoken, p.until_day, p.next_day, p.again, p.denied,
    CASE
      WHEN p.subject = o.holder OR EXISTS (
        SELECT 1 FROM kin AS k
        WHERE k.one = o.holder AND k.day = o.day AND k.known_by = o.known_by AND k.other = p.subject
      ) THEN 1 ELSE 0
    END AS same,
    CASE WHEN EXISTS (SELECT 1 FROM deciding AS d WHERE d.seat = p.seat AND d.claim = p.claim AND d.day = p.day)
      THEN 1 ELSE 0 END AS decides,
    -- Who disputes it now did so before on a day of which the same was said of both.
    CASE WHEN EXISTS (SELECT 1 FROM deciding AS d WHERE d.seat = p.seat AND d.subject = p.subject)
      AND EXISTS (SELECT 1 FROM point AS q WHERE q.seat = p.seat AND q.subject = o.holder AND q.day = p.day)
      -- So it is not against it who held it jointly.
      OR EXISTS (SELECT 1 FROM point AS q WHERE q.seat = p.seat AND q.claim = p.claim AND q.subject = o.holder)
      THEN 1 ELSE 0 END AS together
  FROM one AS o JOIN point AS p ON p.seat = o.seat AND p.day <= o.newest
),
parted AS (
  SELECT
    b.*,
    MAX(CASE WHEN same = 0 AND decides = 0 AND together = 0 THEN spoken END) OVER (PARTITION BY seat, holder) AS others,
    (
      SELECT MAX(l.from_day) FROM reading AS l
      WHERE l.seat = b.seat AND l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.from_day <= b.day
        AND (l.subject = b.holder OR EXISTS (
          SELECT 1 FROM kin AS k
          WHERE k.one = b.holder AND k.day = l.from_day AND k.known_by = l.known_by AND k.other = l.subject AND k.up = 1
        ))
    ) AS loss
  FROM beside AS b
),
running AS (
  SELECT
    p.*,
    MAX(next_day) OVER (PARTITION BY seat, holder ORDER BY spoken, claim ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      AS covered
  FROM parted AS p WHERE same = 1 AND spoken > COALESCE(others, 0) AND spoken >= COALESCE(loss, 0)
),
broken AS (
  SELECT r.*, MAX(CASE WHEN covered < spoken THEN spoken ELSE 0 END) OVER (PARTITION BY seat, holder) AS gap
  FROM running AS r
)
SELECT
  seat, as_of, holder, claim, subject, directness, grade, start, spoken, until_day, next_day, again,
  MIN(CASE WHEN denied = 0 THEN spoken END) OVER (PARTITION BY seat, holder)
FROM broken WHERE spoken >= gap;

-- A row of `holder`: an actor that holds the place on the day, since the day on which its holding began. Its holding is over
-- when all claims of it are (4b).
CREATE TEMP TABLE IF NOT EXISTS holder (
  seat INTEGER, as_of INTEGER, known_by INTEGER, holder TEXT, day INTEGER, begun INTEGER, newest INTEGER
);
CREATE INDEX IF NOT EXISTS holder_seat ON holder (seat);
DELETE FROM holder;
INSERT INTO holder
SELECT d.seat, d.as_of, d.known_by, d.subject, MAX(d.day), s.begun, d.newest
FROM deciding AS d JOIN (
  SELECT seat, holder, MIN(begun) AS begun, MAX(until_day) AS until_day FROM spell GROUP BY seat, holder
) AS s ON s.seat = d.seat AND s.holder = d.subject
WHERE d.lost IS NULL AND s.until_day >= d.as_of
GROUP BY d.seat, d.as_of, d.known_by, d.subject, s.begun, d.newest;

-- A row of `left_by`: a place that somebody held, took or lost and nobody holds any more: who that was, and the last day that is
-- told of it. The claims that say so are the losses, and where there is none, those that ended.
CREATE TEMP TABLE IF NOT EXISTS left_by (
  seat INTEGER, subject TEXT, claim TEXT, day INTEGER, directness TEXT, grade TEXT, start TEXT, lost INTEGER
);
CREATE INDEX IF NOT EXISTS left_seat ON left_by (seat);
DELETE FROM left_by;
-- needs: reading WHERE effect = 'loses'
INSERT INTO left_by
SELECT l.seat, l.subject, l.claim, l.from_day, l.directness, l.grade, l.start, 1
FROM reading AS l
WHERE l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0
  AND NOT EXISTS (SELECT 1 FROM holder AS h WHERE h.seat = l.seat)
  AND (
    EXISTS (
      SELECT 1 FROM deciding AS d
      WHERE d.seat = l.seat AND d.lost = l.from_day AND (d.subject = l.subject OR EXISTS (
        SELECT 1 FROM kin AS k
        WHERE k.one = d.subject AND k.day = l.from_day AND k.known_by = l.known_by AND k.other = l.subject AND k.up = 1
      ))
    )
    OR (NOT EXISTS (SELECT 1 FROM deciding AS d WHERE d.seat = l.seat) AND l.from_day = (
      SELECT MAX(m.from_day) FROM reading AS m
      WHERE m.seat = l.seat AND m.effect = 'loses' AND m.stance = 'asserts' AND m.own = 0
    ))
  );
INSERT INTO left_by
SELECT DISTINCT s.seat, s.holder, s.claim, s.until_day, s.directness, s.grade, NULL, 0
FROM spell AS s
WHERE NOT EXISTS (SELECT 1 FROM holder AS h WHERE h.seat = s.seat)
  AND s.until_day = (SELECT MAX(q.until_day) FROM spell AS q WHERE q.seat = s.seat AND q.holder = s.holder);
