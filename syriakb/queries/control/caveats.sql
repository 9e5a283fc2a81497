-- What a careful reader would add to who holds each place of `asked` (rule 14). A row: a question, which caveat it is, a claim that it
-- cites and its grade, and the actor, the place, the other actor and the day that its sentence names. None moves the answer.
CREATE TEMP TABLE IF NOT EXISTS queried (seat INTEGER, place TEXT, as_of INTEGER, known_by INTEGER, spared TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS queried_seat ON queried (seat);
CREATE TEMP TABLE IF NOT EXISTS settled (
  seat INTEGER, place TEXT, as_of INTEGER, known_by INTEGER, around INTEGER, newest INTEGER, spared TEXT
);
CREATE INDEX IF NOT EXISTS settled_seat ON settled (seat);
CREATE TEMP TABLE IF NOT EXISTS caveat (
  seat INTEGER, kind TEXT, claim TEXT, grade TEXT, actor TEXT, place TEXT, other TEXT, day INTEGER
);
DELETE FROM queried;
DELETE FROM settled;
DELETE FROM caveat;
INSERT INTO queried
SELECT s.seat, s.place, s.as_of, s.known_by, s.spared
FROM asked AS a CROSS JOIN seat AS s
WHERE a.place = s.place AND a.as_of = s.as_of AND a.known_by = s.known_by AND a.spared = s.spared;
INSERT INTO settled
SELECT w.seat, w.place, w.as_of, w.known_by, b.around, MAX(b.newest), w.spared
FROM queried AS w CROSS JOIN base AS b WHERE b.seat = w.seat
GROUP BY w.seat, w.place, w.as_of, w.known_by, b.around, w.spared;
-- a: what decides has no date.
INSERT INTO caveat
SELECT p.seat, 'undated' AS kind, p.claim, p.grade, p.subject AS actor, NULL AS place, NULL AS other, 0 AS day
FROM part AS p WHERE p.part = 'holds' AND p.undated = 1;
-- 4d, 5: it is denied of who holds the area.
-- needs: area WHERE denied = 1
INSERT INTO caveat
SELECT DISTINCT w.seat, 'not inferred', d.claim, d.grade, d.subject, s.place, d.predicate, d.from_day
FROM queried AS w CROSS JOIN area AS a CROSS JOIN enclosing AS e CROSS JOIN enclosing AS f CROSS JOIN seat AS s
CROSS JOIN reading AS d CROSS JOIN holder AS h
WHERE a.seat = w.seat AND a.denied = 1 AND e.place = w.place AND e.ancestor <> a.ancestor
  AND f.place = e.ancestor AND f.ancestor = a.ancestor
  AND s.place = e.ancestor AND s.as_of = w.as_of AND s.known_by = w.known_by AND s.spared = w.spared
  AND d.seat = s.seat AND d.effect IN ('gains', 'holds') AND d.stance = 'denies' AND d.own = 0
  AND h.seat = a.around AND h.holder = d.subject AND d.until_day >= d.as_of AND NOT EXISTS (
      SELECT 1 FROM point AS p
      WHERE p.seat = h.seat AND p.day > d.from_day AND (p.again = 0 OR p.day > COALESCE(d.report_day, 0))
    );
-- 5: who holds the areas around it, where that is not inferred.
-- needs: area
INSERT INTO caveat
SELECT DISTINCT w.seat, 'around', p.claim, p.grade, p.subject, a.ancestor, NULL, p.day
FROM queried AS w JOIN area AS a ON a.seat = w.seat AND a.denied = 0
JOIN deciding AS p ON p.seat = a.around AND p.lost IS NULL AND p.day = p.newest
WHERE w.seat NOT IN (SELECT seat FROM base);
-- 4e: own words that are no part of the answer, unless they say that who holds it does.
-- needs: word
INSERT INTO caveat
SELECT
  o.seat, CASE WHEN o.stance = 'denies' THEN 'own denial' ELSE 'own ' || o.effect END, o.claim, o.grade, o.subject, NULL,
  o.speaker, o.day
FROM word AS o JOIN queried AS w ON w.seat = o.seat
WHERE o.claim NOT IN (SELECT p.claim FROM part AS p WHERE p.seat = o.seat)
  AND NOT (o.stance = 'asserts' AND o.effect IN ('gains', 'holds') AND EXISTS (
    SELECT 1 FROM base AS b WHERE b.seat = o.seat
  ));
-- 4c: an ally's fight, an area's fight, a fight or siege that is denied.
-- needs: fight WHERE ally = 1
INSERT INTO caveat
SELECT f.seat, 'ally ' || f.effect, f.claim, f.grade, f.subject, NULL, NULL, f.day
FROM fight AS f JOIN queried AS w ON w.seat = f.seat WHERE f.ally = 1 AND f.side = 0;
-- needs: shown
INSERT INTO caveat
SELECT g.seat, 'around contests', s.claim, s.grade, s.subject, a.place, NULL, s.day
FROM settled AS g JOIN shown AS s ON s.seat = g.around AND s.effect = 'contests' JOIN seat AS a ON a.seat = g.around
WHERE g.around <> g.seat;
-- needs: shown
INSERT INTO caveat
SELECT d.seat, 'denied ' || d.effect, d.claim, d.grade, d.subject, NULL, NULL, d.from_day
FROM reading AS d JOIN queried AS w ON w.seat = d.seat
JOIN shown AS s ON s.seat = d.seat AND s.subject = d.subject AND s.effect = d.effect
WHERE d.stance = 'denies' AND d.own = 0 AND d.from_day >= s.day AND d.until_day >= d.as_of;
-- 4b: a part of the holder lost it.
-- needs: reading WHERE effect = 'loses'
INSERT INTO caveat
SELECT DISTINCT l.seat, 'part lost', l.claim, l.grade, l.subject, NULL, NULL, l.from_day
FROM reading AS l JOIN queried AS w ON w.seat = l.seat JOIN holder AS h ON h.seat = l.seat
JOIN kin AS k ON k.one = l.subject AND k.day = l.from_day AND k.known_by = l.known_by AND k.other = h.holder AND k.up = 1
WHERE l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.from_day > h.newest
  AND l.subject NOT IN (SELECT o.holder FROM holder AS o WHERE o.seat = l.seat);
-- A place within is another side's.
-- needs: settled AS g CROSS JOIN enclosing AS e WHERE e.ancestor = g.place AND e.distance > 0
INSERT INTO caveat
SELECT DISTINCT g.seat, 'within', d.claim, d.grade, d.subject, i.place, NULL, d.day
FROM settled AS g JOIN enclosing AS e ON e.ancestor = g.place AND e.distance > 0
JOIN seat AS i ON i.place = e.place AND i.as_of = g.as_of AND i.known_by = g.known_by AND i.spared = ''
JOIN holder AS h ON h.seat = i.seat
JOIN deciding AS d ON d.seat = i.seat AND d.subject = h.holder AND d.lost IS NULL AND d.day = d.newest
WHERE NOT EXISTS (
  SELECT 1 FROM base AS b WHERE b.seat = g.seat AND (b.holder = h.holder OR EXISTS (
    SELECT 1 FROM kin AS k
    WHERE k.one IN (b.holder, h.holder) AND k.other IN (b.holder, h.holder) AND k.known_by = h.known_by
      AND k.day IN (b.day, h.day)
  ))
);
-- Somebody else took or holds an area around it later.
INSERT INTO caveat
SELECT DISTINCT g.seat, 'later around', d.claim, d.grade, d.subject, s.place, NULL, d.day
FROM settled AS g JOIN enclosing AS e ON e.place = g.place AND e.distance > 0
JOIN seat AS s ON s.place = e.ancestor AND s.as_of = g.as_of AND s.known_by = g.known_by AND s.spared = g.spared AND s.seat <> g.around
JOIN deciding AS d ON d.seat = s.seat AND d.lost IS NULL AND d.day = d.newest
WHERE d.newest > g.newest AND NOT EXISTS (
  SELECT 1 FROM base AS b WHERE b.seat = g.seat AND (b.holder = d.subject OR EXISTS (
    SELECT 1 FROM kin AS k
    WHERE k.one IN (b.holder, d.subject) AND k.other IN (b.holder, d.subject) AND k.known_by = d.known_by
      AND k.day IN (b.day, d.day)
  ))
);
-- Its holder lost an area around it later.
-- needs: reading WHERE effect = 'loses'
INSERT INTO caveat
SELECT DISTINCT g.seat, 'lost around', l.claim, l.grade, l.subject, s.place, NULL, l.from_day
FROM settled AS g CROSS JOIN enclosing AS e CROSS JOIN seat AS s CROSS JOIN reading AS l CROSS JOIN base AS b
WHERE e.place = g.place AND e.distance > 0
  AND s.place = e.ancestor AND s.as_of = g.as_of AND s.known_by = g.known_by AND s.spared = g.spared AND s.seat <> g.around
  AND l.seat = s.seat AND l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0
  AND b.seat = g.seat AND b.holder = l.subject AND l.from_day > g.newest AND NOT EXISTS (SELECT 1 FROM point AS p WHERE p.seat = s.seat AND p.day >= l.from_day);
-- It changed hands and no claim says how: another held it before, and the spell begins with a holding.
-- needs: base AS b CROSS JOIN point AS p WHERE p.seat = b.seat AND p.subject <> b.holder
INSERT INTO caveat
SELECT DISTINCT b.seat, 'unexplained', p.claim, p.grade, p.subject, NULL, b.holder, p.day
FROM base AS b JOIN queried AS w ON w.seat = b.seat
JOIN (SELECT seat, holder, MIN(begun) AS begun FROM spell GROUP BY seat, holder) AS h ON h.seat = b.seat AND h.holder = b.holder
JOIN point AS p ON p.seat = b.seat AND p.day = (
  SELECT MAX(q.day) FROM point AS q WHERE q.seat = b.seat AND q.day < h.begun
)
WHERE b.around = b.seat AND p.subject <> b.holder AND p.next_day >= h.begun
  AND NOT EXISTS (SELECT 1 FROM base AS o WHERE o.seat = b.seat AND o.holder = p.subject)
  AND NOT EXISTS (
    SELECT 1 FROM kin AS k
    WHERE k.one IN (b.holder, p.subject) AND k.other IN (b.holder, p.subject) AND k.known_by = b.known_by
      AND k.day IN (b.day, p.day)
  )
  AND NOT EXISTS (
    SELECT 1 FROM point AS t WHERE t.seat = b.seat AND t.effect = 'gains' AND t.day >= h.begun AND t.day <= b.newest
  )
  AND NOT EXISTS (
    SELECT 1 FROM reading AS l
    WHERE l.seat = b.seat AND l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.from_day > p.day
      AND l.from_day <= h.begun
  );
-- What decides is worse by two steps of letter or number than what it displaces.
-- needs: base AS b CROSS JOIN point AS p WHERE p.seat = b.seat AND p.subject <> b.holder
INSERT INTO caveat
SELECT b.seat, 'worse', p.claim, p.grade, p.subject, NULL, NULL, p.day
FROM (
  SELECT b.seat, b.newest, MIN(d.grade) AS grade, MIN(b.holder) AS holder
  FROM base AS b JOIN deciding AS d ON d.seat = b.seat AND d.subject = b.holder AND d.lost IS NULL
  WHERE b.around = b.seat GROUP BY b.seat, b.newest
) AS b JOIN queried AS w ON w.seat = b.seat
JOIN point AS p ON p.seat = b.seat AND p.until_day >= p.as_of
WHERE p.day < b.newest AND NOT EXISTS (SELECT 1 FROM base AS o WHERE o.seat = b.seat AND o.holder = p.subject)
  AND p.day = (
    SELECT MAX(q.day) FROM point AS q
    WHERE q.seat = b.seat AND q.day < b.newest
      AND NOT EXISTS (SELECT 1 FROM base AS o WHERE o.seat = q.seat AND o.holder = q.subject)
  )
  AND NOT EXISTS (
    SELECT 1 FROM reading AS l
    WHERE l.seat = b.seat AND l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.from_day > p.day
      AND l.from_day <= b.newest
  )
  AND (
    CASE SUBSTR(b.grade, 1, 1) WHEN 'A' THEN 1 WHEN 'B' THEN 2 WHEN 'C' THEN 3 WHEN 'D' THEN 4 WHEN 'E' THEN 5 ELSE 7 END
      - CASE SUBSTR(p.grade, 1, 1) WHEN 'A' THEN 1 WHEN 'B' THEN 2 WHEN 'C' THEN 3 WHEN 'D' THEN 4 WHEN 'E' THEN 5 ELSE 7 END >= 2
    OR CASE SUBSTR(b.grade, 2, 1) WHEN '1' THEN 1 WHEN '2' THEN 2 WHEN '3' THEN 3 WHEN '4' THEN 4 ELSE 6 END
      - CASE SUBSTR(p.grade, 2, 1) WHEN '1' THEN 1 WHEN '2' THEN 2 WHEN '3' THEN 3 WHEN '4' THEN 4 ELSE 6 END >= 2
  );
-- A later report tells of another holder on that day.
-- needs: reading WHERE report_day > as_of
INSERT INTO caveat
SELECT r.seat, 'later report', r.claim, r.grade, r.subject, NULL, NULL, r.report_day
FROM reading AS r JOIN settled AS g ON g.seat = r.seat
WHERE r.stance = 'asserts' AND r.effect = 'holds' AND r.own = 0 AND r.report_day > r.as_of AND r.until_day >= r.as_of
  AND r.from_day <= g.newest
  AND NOT EXISTS (
    SELECT 1 FROM reading AS t
    WHERE t.seat = r.seat AND t.source = r.source AND t.stance = 'asserts' AND t.effect IN ('gains', 'holds', 'loses')
      AND t.from_day > r.from_day AND COALESCE(t.report_day, r.report_day) >= r.report_day
  )
  AND NOT EXISTS (SELECT 1 FROM base AS o WHERE o.seat = r.seat AND (o.holder = r.subject OR EXISTS (
    SELECT 1 FROM kin AS k
    WHERE k.one = o.holder AND k.other = r.subject AND k.known_by = r.known_by AND k.day IN (o.day, r.from_day)
  )));
-- The day lies within the span in which somebody else took it.
INSERT INTO caveat
SELECT w.seat, 'span', f.claim, f.grade, f.subject, NULL, f.start, f.from_day
FROM queried AS w JOIN control_fact AS f ON f.place = w.place
WHERE f.stance = 'asserts' AND f.effect = 'gains' AND f.from_day > w.as_of AND f.first_day <= w.as_of
  AND f.start IS NOT NULL
  AND f.known_day <= w.known_by
  AND NOT EXISTS (SELECT 1 FROM base AS b WHERE b.seat = w.seat AND b.holder = f.subject);
-- 3: what is graded improbable.
-- needs: queried AS w CROSS JOIN claim AS c WHERE c.object = w.place AND c.credibility = 5
INSERT INTO caveat
SELECT
  w.seat, CASE WHEN c.stance = 'denies' THEN 'improbable denial' ELSE 'improbable ' || v.effect END, c.id, c.grade, c.subject,
  NULL, NULL, c.from_day
FROM queried AS w CROSS JOIN standing_claim AS c CROSS JOIN predicate AS v
WHERE c.object = w.place AND c.credibility = 5 AND v.id = c.predicate
  AND v.effect IS NOT NULL AND c.stance <> 'ends' AND c.from_day <= w.as_of
  AND c.until_day >= w.as_of AND c.known_day <= w.known_by
  AND c.from_day >= COALESCE((SELECT MAX(p.day) FROM point AS p WHERE p.seat = w.seat), 0);
-- It is said of most of the place, or the area, or of a part of it.
INSERT INTO caveat
SELECT DISTINCT g.seat, c.extent, c.id, d.grade, d.subject, a.place, NULL, d.day
FROM settled AS g JOIN seat AS a ON a.seat = g.around
JOIN deciding AS d ON d.seat = g.around AND d.lost IS NULL AND d.day = d.newest JOIN claim AS c ON c.id = d.claim
WHERE c.extent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM verdict AS v WHERE v.seat = g.around);
-- Somebody who held it jointly is no longer named: the newest of such claims.
-- needs: base AS b CROSS JOIN point AS p WHERE p.seat = b.seat AND p.subject <> b.holder
INSERT INTO caveat
SELECT DISTINCT b.seat, 'unnamed', q.claim, q.grade, q.subject, NULL, NULL, q.day
FROM base AS b JOIN queried AS w ON w.seat = b.seat
JOIN spell AS l ON l.seat = b.around AND l.holder = b.holder
JOIN point AS q ON q.seat = l.seat AND q.claim = l.claim AND q.day = l.day AND q.subject <> l.subject
WHERE b.around = b.seat AND q.day < b.newest AND q.next_day >= b.newest
  AND NOT EXISTS (SELECT 1 FROM base AS o WHERE o.seat = b.seat AND (o.holder = q.subject OR EXISTS (
    SELECT 1 FROM kin AS k
    WHERE k.one = o.holder AND k.other = q.subject AND k.known_by = o.known_by AND k.day IN (o.day, q.day)
  )))
  AND NOT EXISTS (
    SELECT 1 FROM reading AS t
    WHERE t.seat = b.seat AND t.effect = 'loses' AND t.stance = 'asserts' AND t.own = 0 AND t.subject = q.subject
      AND t.from_day > q.day
  )
  AND NOT EXISTS (
    SELECT 1 FROM point AS n WHERE n.seat = b.seat AND n.subject = q.subject AND n.day > q.day
  );
-- 4f: later than what the knowledge base itself holds, somebody says otherwise.
-- needs: verdict
INSERT INTO caveat
SELECT DISTINCT w.seat, CASE WHEN f.stance = 'denies' THEN 'later denial' ELSE 'later ' || f.effect END,
  f.claim, f.grade, f.subject, NULL, f.predicate, f.from_day
FROM queried AS w CROSS JOIN verdict AS v CROSS JOIN control_fact AS f
WHERE v.seat = w.seat AND f.place = w.place AND f.from_day > v.day AND f.from_day <= w.as_of AND f.known_day <= w.known_by
  AND f.until_day >= w.as_of
  AND f.claim NOT IN (SELECT r.claim FROM ruling_fact AS r WHERE r.ruling = v.ruling)
  AND CASE WHEN EXISTS (
    SELECT 1 FROM ruled AS h JOIN ruling AS r ON r.row = h.row WHERE r.id = v.ruling AND h.holder = f.subject
  ) THEN 1 ELSE 0 END
    = CASE WHEN f.effect = 'loses' AND f.stance = 'asserts' THEN 1 WHEN f.effect <> 'loses' AND f.stance = 'denies' THEN 1 ELSE 0 END
  AND f.effect IN ('gains', 'holds', 'loses', 'contests', 'besieges')
  AND NOT (f.effect IN ('contests', 'besieges') AND (v.status <> 'held' OR f.stance = 'denies'))
  AND NOT (f.effect = 'loses' AND f.stance = 'denies');
