-- The pairs of actors whose relations can be other on :until than on :last, since when nothing was reported: a claim or alliance of
-- them begins or is over. An ending of one relation can reach another of the two (rule 7).
SELECT subject, object FROM relation_fact WHERE from_day >= :last AND from_day <= :until
UNION
SELECT subject, object FROM relation_fact WHERE until_day < 99991231 AND until_day >= :last AND until_day < :until
UNION
SELECT subject, object FROM relation_fact WHERE known_day > :last
