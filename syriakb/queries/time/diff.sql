-- The claims whose weight differs between two moments: places whose control they move (with all within them), and actors
-- that they relate.
WITH
turned AS (
  SELECT f.place AS id FROM control_fact AS f
  WHERE CASE WHEN f.from_day <= :day1 AND f.until_day >= :day1 AND f.known_day <= :known1 THEN 1 ELSE 0 END
    <> CASE WHEN f.from_day <= :day2 AND f.until_day >= :day2 AND f.known_day <= :known2 THEN 1 ELSE 0 END
),
related AS (
  SELECT f.subject AS id FROM relation_fact AS f
  WHERE CASE WHEN f.from_day <= :day1 AND f.until_day >= :day1 AND f.known_day <= :known1 THEN 1 ELSE 0 END
    <> CASE WHEN f.from_day <= :day2 AND f.until_day >= :day2 AND f.known_day <= :known2 THEN 1 ELSE 0 END
)
SELECT DISTINCT 'place' AS kind, e.place AS id FROM turned AS t JOIN enclosing AS e ON e.ancestor = t.id
UNION ALL
SELECT DISTINCT 'actor', id FROM related
