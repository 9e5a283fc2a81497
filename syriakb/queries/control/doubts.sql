-- What speaks against who holds a place: fights and sieges by others, denials, own words (rules 4c to 4e).
-- needs: fight
UPDATE fight SET side = 1
WHERE EXISTS (SELECT 1 FROM base AS b WHERE b.seat = fight.seat) AND NOT EXISTS (
  SELECT 1 FROM base AS b
  WHERE b.seat = fight.seat AND b.holder <> fight.subject AND NOT EXISTS (
    SELECT 1 FROM kin AS k
    WHERE k.one = b.holder AND k.day = fight.day AND k.known_by = fight.known_by AND k.other = fight.subject
  ) AND NOT EXISTS (
    SELECT 1 FROM kin AS k JOIN kin AS j ON j.other = k.other AND j.day = k.day AND j.known_by = k.known_by AND j.up = 1
    WHERE k.one = b.holder AND k.day = fight.day AND k.known_by = fight.known_by AND k.up = 1 AND j.one = fight.subject
  )
);
-- A row of `bond`: what some claim makes of two actors on a day, allies or foes (`hostile`), of a holder and who fights or besieges it.
CREATE TEMP TABLE IF NOT EXISTS bond (holder TEXT, fighter TEXT, day INTEGER, known_by INTEGER, hostile INTEGER);
CREATE INDEX IF NOT EXISTS bond_holder ON bond (holder, fighter, day, known_by);
DELETE FROM bond;
-- needs: fight WHERE side = 0
INSERT INTO bond
SELECT DISTINCT n.holder, n.fighter, n.day, n.known_by, CASE WHEN g.grp = 'hostility' THEN 1 ELSE 0 END
FROM (
  SELECT b.holder, f.subject AS fighter, f.day, f.known_by, b.holder AS one, f.subject AS other
  FROM fight AS f JOIN base AS b ON b.seat = f.seat WHERE f.side = 0
  UNION
  SELECT b.holder, f.subject, f.day, f.known_by, f.subject, b.holder
  FROM fight AS f JOIN base AS b ON b.seat = f.seat WHERE f.side = 0
) AS n CROSS JOIN (SELECT 'support' AS grp UNION ALL SELECT 'alliance' UNION ALL SELECT 'hostility') AS g
WHERE EXISTS (
  SELECT 1 FROM relation_fact AS f
  WHERE f.subject = n.one AND f.grp = g.grp AND f.object = n.other AND f.stance = 'asserts'
    AND f.from_day <= n.day AND f.until_day >= n.day AND f.known_day <= n.known_by AND NOT EXISTS (
      SELECT 1 FROM outlived AS o
      WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
        AND o.known_day <= n.known_by AND o.last_day < n.day AND o.again > n.day
    )
);
-- needs: bond
UPDATE fight SET ally = 1
WHERE side = 0 AND EXISTS (
  SELECT 1 FROM base AS h JOIN bond AS b ON b.holder = h.holder
  WHERE h.seat = fight.seat AND b.fighter = fight.subject AND b.day = fight.day AND b.known_by = fight.known_by AND b.hostile = 0
) AND NOT EXISTS (
  SELECT 1 FROM base AS h JOIN bond AS b ON b.holder = h.holder
  WHERE h.seat = fight.seat AND b.fighter = fight.subject AND b.day = fight.day AND b.known_by = fight.known_by AND b.hostile = 1
);

-- A row of `doubt`: a claim that makes it disputed who holds the place, in the order that its rules stand in. `named` is whom it names
-- beside the holder.
CREATE TEMP TABLE IF NOT EXISTS doubt (
  seat INTEGER, rule TEXT, claim TEXT, subject TEXT, grade TEXT, day INTEGER, start TEXT, named TEXT
);
CREATE INDEX IF NOT EXISTS doubt_seat ON doubt (seat);
DELETE FROM doubt;
-- 4d: a denial of the day of the newest claim that somebody holds the place, or later, of the holder.
-- needs: reading WHERE stance = 'denies'
INSERT INTO doubt
SELECT d.seat, 'denies', d.claim, d.subject, d.grade, d.from_day, d.start, NULL
FROM reading AS d JOIN holder AS h ON h.seat = d.seat AND h.holder = d.subject
WHERE d.stance = 'denies' AND d.effect IN ('gains', 'holds') AND d.own = 0 AND d.until_day >= d.as_of
  -- That somebody did not take it does not mean that they do not hold it.
  AND EXISTS (
    SELECT 1 FROM point AS p
    WHERE p.seat = d.seat AND p.subject = d.subject AND p.day <= d.from_day AND (d.effect = 'holds' OR p.effect = 'gains')
      AND NOT EXISTS (
        SELECT 1 FROM point AS q
        WHERE q.seat = p.seat AND q.subject = p.subject AND q.day > p.day AND q.day <= d.from_day
      )
  )
  AND NOT EXISTS (
    SELECT 1 FROM point AS p
    WHERE p.seat = d.seat AND p.day > d.from_day AND (p.again = 0 OR p.day > COALESCE(d.report_day, 0))
  );
-- 4d: whoever held it before is named too.
-- needs: doubt
INSERT INTO doubt
SELECT DISTINCT d.seat, 'before', p.claim, p.subject, p.grade, p.day, p.start, p.subject
FROM doubt AS d JOIN (
  SELECT seat, holder, MIN(day) AS begun FROM spell GROUP BY seat, holder
) AS h ON h.seat = d.seat AND h.holder = d.subject JOIN point AS p ON p.seat = d.seat
WHERE d.rule = 'denies' AND p.day = (
    SELECT MAX(q.day) FROM point AS q
    WHERE q.seat = d.seat AND q.day < h.begun
      AND NOT EXISTS (SELECT 1 FROM holder AS o WHERE o.seat = q.seat AND o.holder = q.subject)
  )
  AND p.next_day >= h.begun
  AND NOT EXISTS (SELECT 1 FROM holder AS o WHERE o.seat = p.seat AND o.holder = p.subject)
  AND NOT EXISTS (
    SELECT 1 FROM reading AS l
    WHERE l.seat = p.seat AND l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.subject = p.subject
      AND l.from_day > p.day AND l.from_day <= h.begun
  );
-- 4d: a loss that is denied, and its denial.
-- needs: reading WHERE effect = 'loses'
INSERT INTO doubt
SELECT l.seat, 'denied loss', l.claim, l.subject, l.grade, l.from_day, l.start, NULL
FROM reading AS l JOIN holder AS h ON h.seat = l.seat
WHERE l.effect = 'loses' AND l.stance = 'asserts' AND l.own = 0 AND l.from_day > h.day
  AND (l.subject = h.holder OR EXISTS (
    SELECT 1 FROM kin AS k
    WHERE k.one = h.holder AND k.day = l.from_day AND k.known_by = l.known_by AND k.other = l.subject AND k.up = 1
  ));
-- needs: doubt
INSERT INTO doubt
SELECT DISTINCT d.seat, 'denies', d.claim, d.subject, d.grade, d.from_day, d.start, NULL
FROM reading AS d JOIN doubt AS l ON l.seat = d.seat AND l.rule = 'denied loss' AND l.subject = d.subject
WHERE d.effect = 'loses' AND d.stance = 'denies' AND d.own = 0 AND d.from_day >= l.day AND d.until_day >= d.as_of;

-- A row of `word`: what a voice says in its own interest (4e), of the day of the newest taking, holding or loss that others tell of,
-- or later; the latest of each side. `side` is the outermost that the speaker belongs to.
CREATE TEMP TABLE IF NOT EXISTS word (
  seat INTEGER, as_of INTEGER, known_by INTEGER, claim TEXT, speaker TEXT, subject TEXT, effect TEXT, stance TEXT,
  grade TEXT, start TEXT, day INTEGER, side TEXT
);
CREATE INDEX IF NOT EXISTS word_seat ON word (seat);
DELETE FROM word;
-- needs: reading WHERE own = 1
INSERT INTO word
SELECT
  seat, as_of, known_by, claim, speaker, subject, effect, stance, grade, start, from_day,
  COALESCE((
    SELECT CASE WHEN COUNT(DISTINCT k.other) = 1 THEN MIN(k.other) END FROM kin AS k
    WHERE k.one = r.speaker AND k.day = r.from_day AND k.known_by = r.known_by AND k.outmost = 1
  ), speaker)
FROM reading AS r
WHERE own = 1 AND until_day >= as_of
  AND from_day >= COALESCE((
    SELECT MAX(o.from_day) FROM reading AS o
    WHERE o.seat = r.seat AND o.effect = 'loses' AND o.stance = 'asserts' AND o.own = 0
  ), 0)
  AND from_day >= COALESCE((SELECT MAX(p.day) FROM point AS p WHERE p.seat = r.seat), 0)
  AND from_day >= COALESCE((SELECT MAX(b.newest) FROM base AS b WHERE b.seat = r.seat), 0);
-- needs: word
DELETE FROM word WHERE EXISTS (
  SELECT 1 FROM word AS w WHERE w.seat = word.seat AND w.side = word.side AND w.day > word.day
);
-- That another than the holder took or holds the place, or that the holder lost it, makes it disputed.
-- needs: word
INSERT INTO doubt
SELECT w.seat, 'own', w.claim, w.subject, w.grade, w.day, w.start, CASE WHEN w.effect <> 'loses' THEN w.subject END
FROM word AS w
WHERE w.stance = 'asserts' AND EXISTS (SELECT 1 FROM base AS b WHERE b.seat = w.seat) AND (
  (w.effect IN ('gains', 'holds') AND NOT EXISTS (
    SELECT 1 FROM base AS b WHERE b.seat = w.seat AND (b.holder = w.subject OR EXISTS (
      SELECT 1 FROM kin AS k
      WHERE k.one = b.holder AND k.day = w.day AND k.known_by = w.known_by AND k.other = w.subject
    ))
  ))
  OR (w.effect = 'loses' AND EXISTS (
    SELECT 1 FROM base AS b WHERE b.seat = w.seat AND (b.holder = w.subject OR EXISTS (
      SELECT 1 FROM kin AS k
      WHERE k.one = b.holder AND k.day = w.day AND k.known_by = w.known_by AND k.other = w.subject AND k.up = 1
    ))
  ))
);
-- Where nothing else says who holds the place, nor can be inferred, they are the answer; but not those of who lost it by better word.
CREATE TEMP TABLE IF NOT EXISTS alone (seat INTEGER, claim TEXT, subject TEXT, grade TEXT, day INTEGER, start TEXT, denied INTEGER);
CREATE INDEX IF NOT EXISTS alone_seat ON alone (seat);
DELETE FROM alone;
-- needs: word
INSERT INTO alone
SELECT w.seat, w.claim, w.subject, w.grade, w.day, w.start, CASE WHEN EXISTS (
    SELECT 1 FROM reading AS d
    WHERE d.seat = w.seat AND d.stance = 'denies' AND d.effect IN ('gains', 'holds') AND d.subject = w.subject
      AND d.from_day >= w.day AND d.until_day >= d.as_of
  ) THEN 1 ELSE 0 END
FROM word AS w
WHERE w.stance = 'asserts' AND w.effect IN ('gains', 'holds')
  AND NOT EXISTS (SELECT 1 FROM base AS b WHERE b.seat = w.seat)
  AND NOT EXISTS (
    SELECT 1 FROM left_by AS l WHERE l.seat = w.seat AND (l.subject = w.subject OR EXISTS (
      SELECT 1 FROM kin AS k
      WHERE k.one = w.subject AND k.day = w.day AND k.known_by = w.known_by AND k.other = l.subject
    ))
  );

-- A row of `shown`: the fight or siege that shows: the newest, of one day the fight; a place that takes its holder from an area is
-- besieged with that.
CREATE TEMP TABLE IF NOT EXISTS shown (
  seat INTEGER, claim TEXT, subject TEXT, effect TEXT, directness TEXT, grade TEXT, start TEXT, day INTEGER
);
CREATE INDEX IF NOT EXISTS shown_seat ON shown (seat);
DELETE FROM shown;
-- needs: fight
INSERT INTO shown
SELECT seat, claim, subject, effect, directness, grade, start, day FROM (
  SELECT f.*, RANK() OVER (PARTITION BY seat ORDER BY day DESC) AS rank
  FROM fight AS f WHERE side = 0 AND ally = 0
) AS ranked WHERE rank = 1;
-- needs: shown
INSERT INTO shown
SELECT b.seat, s.claim, s.subject, s.effect, s.directness, s.grade, s.start, s.day
FROM (SELECT DISTINCT seat, around FROM base WHERE around <> seat) AS b JOIN shown AS s ON s.seat = b.around
WHERE s.effect = 'besieges' AND NOT EXISTS (SELECT 1 FROM shown AS o WHERE o.seat = b.seat)
  AND NOT EXISTS (SELECT 1 FROM shown AS o WHERE o.seat = s.seat AND o.effect = 'contests');
