-- Whether the side of its speaker gains or loses by a claim, for the claims of `saying`: the rule stands in interest.py. Of two actors
-- and a day it is asked once, however many claims there are.
DELETE FROM asking;

-- A row of `upward`: what an actor belongs to on a day, itself the first; `ours` is 1 for a speaker, of whom what it leads or
-- represents counts, too. A party (`armed`) is of whom some claim says that it takes, holds, loses, fights for or besieges a place.
CREATE TEMP TABLE IF NOT EXISTS upward (actor TEXT, ours INTEGER, day INTEGER, whole TEXT, armed INTEGER);
CREATE INDEX IF NOT EXISTS upward_actor ON upward (actor, ours, day, whole);
DELETE FROM upward;
-- needs: saying
INSERT INTO upward
WITH RECURSIVE climbed (actor, ours, day, whole) AS (
  SELECT speaker, 1, day, speaker FROM saying
  UNION
  SELECT subject, 0, day, subject FROM saying
  UNION
  SELECT u.actor, u.ours, u.day, b.object
  FROM climbed AS u JOIN rung AS b ON b.subject = u.whole AND (u.ours = 1 OR b.inward = 1)
  WHERE EXISTS (
    SELECT 1 FROM every_relation AS f
    WHERE f.subject = b.subject AND f.grp = 'membership' AND f.object = b.object AND f.predicate = b.predicate
      AND f.stance = 'asserts' AND f.from_day <= u.day AND f.until_day >= u.day AND NOT EXISTS (
        SELECT 1 FROM every_outlived AS o
        WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
          AND o.last_day < u.day AND o.again > u.day
      )
  )
)
SELECT
  u.actor, u.ours, u.day, u.whole,
  CASE WHEN EXISTS (SELECT 1 FROM every_control AS f WHERE f.subject = u.whole) THEN 1 ELSE 0 END
FROM climbed AS u;

-- A row of `meeting`: what a speaker belongs to and what a subject of the same claim belongs to.
CREATE TEMP TABLE IF NOT EXISTS meeting (ours TEXT, theirs TEXT, day INTEGER);
DELETE FROM meeting;
-- needs: saying
INSERT INTO meeting
SELECT DISTINCT u.whole, v.whole, s.day
FROM (SELECT DISTINCT speaker, subject, day FROM saying) AS s CROSS JOIN upward AS u CROSS JOIN upward AS v
WHERE u.actor = s.speaker AND u.ours = 1 AND u.day = s.day AND v.actor = s.subject AND v.ours = 0 AND v.day = s.day;

-- A row of `tie`: on a day some claim makes what a speaker and what a subject belongs to allies, or foes (`hostile`), either of the
-- two the first.
CREATE TEMP TABLE IF NOT EXISTS tie (ours TEXT, theirs TEXT, day INTEGER, hostile INTEGER);
CREATE INDEX IF NOT EXISTS tie_ours ON tie (ours, theirs, day);
DELETE FROM tie;
-- needs: meeting
INSERT INTO tie
SELECT DISTINCT n.ours, n.theirs, n.day, CASE WHEN g.grp = 'hostility' THEN 1 ELSE 0 END
FROM (
  SELECT ours, theirs, day, ours AS one, theirs AS other FROM meeting
  UNION ALL
  SELECT ours, theirs, day, theirs, ours FROM meeting
) AS n CROSS JOIN (SELECT 'support' AS grp UNION ALL SELECT 'alliance' UNION ALL SELECT 'hostility') AS g
WHERE EXISTS (
  SELECT 1 FROM every_relation AS f
  WHERE f.subject = n.one AND f.grp = g.grp AND f.object = n.other AND f.stance = 'asserts'
    AND f.from_day <= n.day AND f.until_day >= n.day AND NOT EXISTS (
      SELECT 1 FROM every_outlived AS o
      WHERE o.row = f.row AND o.claim = f.claim AND o.subject = f.subject AND o.object = f.object
        AND o.last_day < n.day AND o.again > n.day
    )
);

-- Of two parties of which no record makes allies, each is the other's foe.
CREATE TEMP TABLE IF NOT EXISTS interest (claim TEXT, day INTEGER, interest TEXT);
DELETE FROM interest;
-- needs: saying
INSERT INTO interest
SELECT claim, day, CASE WHEN gain * (friend - foe) > 0 THEN 'own' ELSE 'against' END
FROM (
  SELECT claim, day, gain, friend, CASE WHEN friend = 0 AND armed = 1 THEN 1 ELSE foe END AS foe
  FROM (
    SELECT
      s.claim, s.day, MAX(s.gain) AS gain, MAX(u.armed * v.armed) AS armed, MAX(COALESCE(t.hostile, 0)) AS foe,
      MAX(CASE WHEN u.whole = v.whole OR (v.whole = s.subject AND t.hostile = 0) THEN 1 ELSE 0 END) AS friend
    FROM (SELECT DISTINCT claim, day, speaker, subject, gain FROM saying) AS s
    JOIN upward AS u ON u.actor = s.speaker AND u.ours = 1 AND u.day = s.day
    JOIN upward AS v ON v.actor = s.subject AND v.ours = 0 AND v.day = s.day
    LEFT JOIN tie AS t ON t.ours = u.whole AND t.theirs = v.whole AND t.day = s.day
    GROUP BY s.claim, s.day
  ) AS judged
) AS told
WHERE friend <> foe;
