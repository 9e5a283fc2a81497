-- The claims that count what an actor holds, where they count at the moment.
SELECT c.id, a.name, c.locator, c.subject, c.object, c.value
FROM claim AS c JOIN actor AS a ON a.id = c.subject JOIN source AS s ON s.id = c.source
WHERE c.value IS NOT NULL AND c.stance = 'asserts' AND c.modality = 'actual' AND c.retracted_on IS NULL
  AND COALESCE(c.start_day, c.reported_day, s.published_day, c.recorded_day, :last) <= :as_of
  AND COALESCE(c.until_day, :last) >= :as_of
  AND COALESCE(c.reported_day, s.published_day, c.recorded_day, :last) <= :known_by
ORDER BY c.id
