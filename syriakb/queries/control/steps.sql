-- Who controls each place of `asked`: rules 3 to 5, as far as `parts` has each claim that they weigh, with its part in the
-- answer. To be read after reach.sql. states.sql and the proof of a place read it.
--
-- Each step has a row for a question (`ask`) and a claim, and adds to it; what it adds that is the same for all claims of
-- a question, or of one side in it, is worked out over all of them (OVER), so that no step joins anything.
,
-- `counts` is 1 where the claim is in effect on the day asked (rule 3), of the place that the answer is of (rule 5).
counted AS (
  SELECT b.*, CASE WHEN until_day >= as_of AND distance = nearest THEN 1 ELSE 0 END AS counts FROM begun AS b
),
-- `decided`: the day of the newest taking or holding, which decides (rule 4). `denied`: somebody denies the very same.
dating AS (
  SELECT
    c.*,
    MAX(CASE WHEN counts = 1 AND stance = 'asserts' AND effect IN ('gains', 'holds') THEN from_day END)
      OVER (PARTITION BY ask) AS decided,
    MAX(CASE WHEN counts = 1 AND stance = 'denies' THEN 1 ELSE 0 END)
      OVER (PARTITION BY ask, subject, predicate, place) AS denied
  FROM counted AS c
),
-- `lost`: the last day on which the side of the claim lost the place (rule 4). A loss that is denied too takes nothing
-- away: it makes the state disputed.
losing AS (
  SELECT
    d.*,
    MAX(CASE WHEN counts = 1 AND stance = 'asserts' AND effect = 'loses' AND denied = 0 THEN from_day END)
      OVER (PARTITION BY ask, subject) AS lost
  FROM dating AS d
),
-- `decides`: 1 for a taking or holding of the day that decides, unless its side lost the place later (rule 4).
deciding AS (
  SELECT
    l.*,
    CASE
      WHEN counts = 1 AND stance = 'asserts' AND effect IN ('gains', 'holds') AND from_day = decided
        AND (lost IS NULL OR lost <= decided) THEN 1 ELSE 0
    END AS decides
  FROM losing AS l
),
-- `first_subject` and `last_subject`: the sides that hold the place, the first and the last by id; they differ where
-- several are named. `holder`: the side of the claim is one.
held AS (
  SELECT
    d.*,
    MAX(CASE WHEN decides = 1 THEN subject END) OVER (PARTITION BY ask) AS last_subject,
    MIN(CASE WHEN decides = 1 THEN subject END) OVER (PARTITION BY ask) AS first_subject,
    MAX(CASE WHEN decides = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY ask, subject) AS holder
  FROM deciding AS d
),
-- `broken`: the last day on which somebody else held the place or a nearer one, or its only holder lost it, whether that
-- is in effect still or not.
broken AS (
  SELECT
    h.*,
    MAX(CASE
      WHEN stance = 'asserts' AND ((effect IN ('gains', 'holds') AND subject <> last_subject)
        OR (effect = 'loses' AND subject = last_subject)) THEN from_day
    END) OVER (PARTITION BY ask) AS broken
  FROM held AS h
),
-- From here on only what counts. `challenge`: the day of a fight or siege that is laid over the holding (rule 4). It needs
-- somebody who holds the place, so one of the same day comes after the holding; nobody fights for what is in the own hands.
challenging AS (
  SELECT
    b.*,
    CASE
      WHEN stance = 'asserts' AND effect IN ('contests', 'besieges') AND from_day >= COALESCE(decided, 0)
        AND (last_subject IS NULL OR subject <> last_subject OR first_subject <> last_subject) THEN from_day
    END AS challenge
  FROM broken AS b WHERE counts = 1
),
-- `challenged`: the last of these days. `lasting`: the day of an older taking or holding by the only holder, with nothing
-- known in between: who is said to hold what it was said before to have taken or to hold, held it all the while. `taken`:
-- the day of the holder's last taking, with which a holding begins anew.
standing AS (
  SELECT
    c.*,
    MAX(challenge) OVER (PARTITION BY ask) AS challenged,
    CASE
      WHEN stance = 'asserts' AND effect IN ('gains', 'holds') AND holder = 1 AND denied = 0 AND start IS NOT NULL
        AND first_subject = last_subject AND from_day > COALESCE(broken, 0) AND from_day < decided
        THEN from_day
    END AS lasting,
    MAX(CASE WHEN stance = 'asserts' AND effect = 'gains' AND holder = 1 THEN from_day END)
      OVER (PARTITION BY ask) AS taken
  FROM challenging AS c
),
-- `began`: the first day of the holding that lasts.
beginning AS (
  SELECT s.*, MIN(CASE WHEN lasting >= COALESCE(taken, 0) THEN lasting END) OVER (PARTITION BY ask) AS began
  FROM standing AS s
),
-- `role`: what the claim asserts that has a part in the answer (rule 4); NULL where it has none.
roles AS (
  SELECT
    b.*,
    CASE
      WHEN decides = 1 THEN 'holds'
      WHEN lasting = began THEN 'began'
      WHEN stance = 'asserts' AND effect = 'loses' AND denied = 1 AND holder = 1 AND from_day > decided THEN 'loses'
      WHEN stance = 'asserts' AND effect = 'loses' AND last_subject IS NULL
        AND from_day >= COALESCE(decided, 0) THEN 'loses'
      WHEN challenge = challenged THEN effect
    END AS role
  FROM beginning AS b
),
-- `part`: the role, or `denies` where a claim with one is denied. The rest is what a question's claims say together: one
-- with a part is denied too, it is besieged, it is fought for, what decides says so outright.
parts AS (
  SELECT
    r.*,
    CASE
      WHEN role IS NOT NULL THEN role
      WHEN stance = 'denies' AND MAX(CASE WHEN role IS NOT NULL THEN 1 ELSE 0 END)
        OVER (PARTITION BY ask, subject, predicate, place) = 1 THEN 'denies'
    END AS part,
    MAX(CASE WHEN role <> 'began' AND denied = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY ask) AS doubted,
    MAX(CASE WHEN role = 'besieges' THEN 1 ELSE 0 END) OVER (PARTITION BY ask) AS besieged,
    MAX(CASE WHEN role = 'contests' THEN 1 ELSE 0 END) OVER (PARTITION BY ask) AS contested,
    MAX(CASE WHEN directness = 'stated' AND (decides = 1 OR (last_subject IS NULL AND role IS NOT NULL))
      THEN 1 ELSE 0 END) OVER (PARTITION BY ask) AS any_stated
  FROM roles AS r
)
