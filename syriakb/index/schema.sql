-- The index: the sound records of one knowledge base, with the facts that questions need prepared.
-- Days are integers YYYYMMDD. `row` numbers a record: the id of its file times 2^32, plus its place in the file, so that
-- the rows of one file are one range; `file` is worked out from it. Whatever changes here, every index is built anew.

CREATE TABLE file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  size INTEGER NOT NULL, mtime BIGINT NOT NULL, ctime BIGINT NOT NULL, inode BIGINT NOT NULL, device BIGINT NOT NULL,
  digest BLOB NOT NULL,
  records INTEGER NOT NULL DEFAULT 0, -- that could be read, those included that were left out later
  trusted INTEGER NOT NULL,          -- whether the same look from outside means the same content
  faulty INTEGER NOT NULL DEFAULT 0  -- holds records that were left out: read again when anything changes
);
CREATE TABLE problem (
  severity TEXT NOT NULL, code TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,
  message TEXT NOT NULL, hint TEXT, record TEXT,
  row INTEGER                        -- the record that a rule between records found it in
);
CREATE INDEX problem_file ON problem (file);
CREATE INDEX problem_row ON problem (row) WHERE row IS NOT NULL;

-- What records with faults name, so that a check tells all that is wrong with one at once.
CREATE TABLE loose (
  row INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
  field TEXT NOT NULL, ref TEXT NOT NULL, file INTEGER AS (row >> 32)
);
CREATE INDEX loose_row ON loose (row);

-- The tables of the records have a column for each of their fields (model/records.py), of a date three, under its name;
-- only words of SQL have other ones (until, grp, mutual). A list has a table of its own. `columns.py` tells which is where.
CREATE TABLE kb (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT, title TEXT NOT NULL,
  about TEXT, schema INTEGER NOT NULL, as_of TEXT, as_of_first INTEGER, as_of_last INTEGER,
  capital_kind TEXT, capital_of TEXT, capitals_called TEXT, capitals_of_called TEXT
);

CREATE TABLE predicate (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL,
  inverse_label TEXT, mutual INTEGER NOT NULL, grp TEXT NOT NULL, effect TEXT,
  file INTEGER AS (row >> 32)
);
CREATE INDEX predicate_id ON predicate (id);
CREATE TABLE subject_kind (row INTEGER NOT NULL, kind TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX subject_kind_row ON subject_kind (row);
CREATE TABLE object_kind (row INTEGER NOT NULL, kind TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX object_kind_row ON object_kind (row);
CREATE TABLE cue (row INTEGER NOT NULL, cue TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX cue_row ON cue (row);

CREATE TABLE source (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
  publisher TEXT, published TEXT, published_first INTEGER, published_last INTEGER, url TEXT,
  reliability TEXT NOT NULL, speaks_for TEXT, note TEXT, file INTEGER AS (row >> 32)
);
CREATE INDEX source_id ON source (id);
CREATE INDEX source_speaks_for ON source (speaks_for) WHERE speaks_for IS NOT NULL;

-- The sources that a source repeats.
CREATE TABLE derivation (row INTEGER NOT NULL, origin TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX derivation_row ON derivation (row);
CREATE INDEX derivation_origin ON derivation (origin);

CREATE TABLE actor (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, wikidata TEXT, note TEXT, file INTEGER AS (row >> 32)
);
CREATE INDEX actor_id ON actor (id);
CREATE INDEX actor_wikidata ON actor (wikidata) WHERE wikidata IS NOT NULL;

CREATE TABLE place (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, lat REAL, lon REAL, pcode TEXT, wikidata TEXT, source TEXT, note TEXT,
  file INTEGER AS (row >> 32)
);
CREATE INDEX place_id ON place (id);
CREATE INDEX place_kind ON place (kind);
CREATE INDEX place_pcode ON place (pcode) WHERE pcode IS NOT NULL;
CREATE INDEX place_wikidata ON place (wikidata) WHERE wikidata IS NOT NULL;
CREATE TABLE within (row INTEGER NOT NULL, parent TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX within_row ON within (row);
CREATE INDEX within_parent ON within (parent);

-- Every id, name and alias of actors and places, folded: what a user may call them.
CREATE TABLE name (
  row INTEGER NOT NULL, folded TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, shown TEXT NOT NULL,
  seq INTEGER NOT NULL               -- 0 the id, 1 the name, 2 and on the aliases
);
CREATE INDEX name_folded ON name (folded, kind, ref);
CREATE INDEX name_row ON name (row);

-- The same for who mistypes a name, or writes it down by ear: the words of all that an actor or a place is called, their
-- outlines, and their skeletons, whole and with any one consonant amiss (model/sounds.py).
CREATE VIRTUAL TABLE sounds USING fts5 (
  word, outline, sound, near, detail = column, tokenize = "ascii"
);

CREATE TABLE alliance (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, subject TEXT NOT NULL,
  predicate TEXT NOT NULL, object TEXT NOT NULL, start TEXT, start_first INTEGER, start_last INTEGER,
  until TEXT, until_first INTEGER, until_last INTEGER, note TEXT, file INTEGER AS (row >> 32)
);
CREATE INDEX alliance_id ON alliance (id);
CREATE INDEX alliance_pair ON alliance (subject, object);
CREATE TABLE support_type (row INTEGER NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX support_type_row ON support_type (row);
CREATE TABLE evidence (row INTEGER NOT NULL, claim TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX evidence_row ON evidence (row);
CREATE INDEX evidence_claim ON evidence (claim);

-- What the knowledge base itself holds of a place; its evidence stands in the table of that of the alliances.
CREATE TABLE ruling (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, place TEXT NOT NULL,
  status TEXT NOT NULL, start TEXT, start_first INTEGER, start_last INTEGER,
  until TEXT, until_first INTEGER, until_last INTEGER, note TEXT, file INTEGER AS (row >> 32)
);
CREATE INDEX ruling_id ON ruling (id);
CREATE INDEX ruling_place ON ruling (place);
CREATE TABLE ruled (row INTEGER NOT NULL, holder TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX ruled_row ON ruled (row);
CREATE INDEX ruled_holder ON ruled (holder);

CREATE TABLE claim (
  row INTEGER PRIMARY KEY, line INTEGER NOT NULL, col INTEGER NOT NULL, id TEXT NOT NULL, statement TEXT NOT NULL,
  subject TEXT, predicate TEXT, object TEXT, value INTEGER, place TEXT, extent TEXT, stance TEXT NOT NULL, modality TEXT NOT NULL,
  directness TEXT NOT NULL, said_by TEXT, via TEXT, source TEXT NOT NULL, locator TEXT, exact TEXT,
  start TEXT, start_first INTEGER, start_last INTEGER, until TEXT, until_first INTEGER, until_last INTEGER,
  reported TEXT, reported_first INTEGER, reported_last INTEGER,
  credibility INTEGER NOT NULL, note TEXT,
  retracted_on TEXT, retracted_on_first INTEGER, retracted_on_last INTEGER, retracted_reason TEXT, superseded_by TEXT,
  recorded TEXT, recorded_first INTEGER, recorded_last INTEGER,
  twin INTEGER NOT NULL,             -- tells what the claim says from what any other says: all but its id and `recorded`
  shard TEXT AS (COALESCE(subject, id)),
  file INTEGER AS (row >> 32)
);
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_subject ON claim (subject, predicate, object);
CREATE INDEX claim_object ON claim (object);
CREATE INDEX claim_improbable ON claim (object) WHERE credibility = 5;
CREATE INDEX claim_place ON claim (place) WHERE place IS NOT NULL;
CREATE INDEX claim_reported ON claim (reported_last) WHERE reported_last IS NOT NULL AND retracted_on IS NULL;
CREATE INDEX claim_source ON claim (source, reported, retracted_on);
CREATE INDEX claim_said_by ON claim (said_by);
CREATE INDEX claim_twin ON claim (twin);
CREATE INDEX claim_superseded_by ON claim (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE TABLE about (row INTEGER NOT NULL, ref TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX about_row ON about (row);
CREATE INDEX about_ref ON about (ref);
-- Of whom a claim is said besides its subject, together; and what of its object it leaves out.
CREATE TABLE joint (row INTEGER NOT NULL, subject TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX joint_row ON joint (row);
CREATE INDEX joint_subject ON joint (subject);
CREATE TABLE exemption (row INTEGER NOT NULL, spared TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX exemption_row ON exemption (row);
CREATE INDEX exemption_spared ON exemption (spared);

-- Each claim with each that it is said of; `first` is 1 for its subject.
CREATE VIEW said_of AS
SELECT * FROM (SELECT row, subject, 1 AS first FROM claim UNION ALL SELECT row, subject, 0 FROM joint) AS named
WHERE subject IS NOT NULL;

-- Every record's words, folded, for full-text search: what it is called or says, and what else is said of it; the stems
-- of those words, where they differ; and the ids of those whom it names, each a word. What these are called stands in
-- their own rows alone: so a name that changes makes no claim stale, and weighs nothing however many claims name it.
CREATE VIRTUAL TABLE words USING fts5 (
  called, more, stems, named, tokenize = "unicode61 remove_diacritics 0 tokenchars '._-'"
);

-- Every claim, and when it counts (rule 2). It is reported, at the latest, on the day it was recorded (`known_day`). It counts
-- from the latest day of its start, or from its report within that; an open start (`..`) counts from the first day of the
-- calendar, and so does what has neither start nor report; what has only a report counts from that (`from_day`). It counts to
-- the earliest day of its end (`until_day`), or on without one, or with an open one. A start and an end of one and the same year or month mean all of it.
CREATE VIEW dated_claim AS
SELECT
  c.*, COALESCE(c.said_by, s.speaks_for) AS speaker, COALESCE(c.reported, s.published) AS report, s.reliability || c.credibility AS grade,
  COALESCE(c.reported_first, s.published_first) AS report_first,
  COALESCE(c.reported_last, s.published_last) AS report_last,
  COALESCE(c.reported_last, s.published_last, c.recorded_last, 99991231) AS known_day,
  CASE
    WHEN c.start = '..' THEN 10101
    WHEN c.start NOT LIKE '[%' AND c.start_first = c.until_first AND c.start_last = c.until_last THEN c.start_first
    WHEN COALESCE(c.reported_last, s.published_last) BETWEEN c.start_first AND c.start_last
      THEN COALESCE(c.reported_last, s.published_last)
    ELSE COALESCE(c.start_last, c.reported_last, s.published_last, 10101)
  END AS from_day,
  CASE
    WHEN c.start NOT LIKE '[%' AND c.start_first = c.until_first AND c.start_last = c.until_last THEN c.until_last
    WHEN c.until = '..' THEN 99991231
    ELSE COALESCE(c.until_first, 99991231)
  END AS until_day
FROM claim AS c CROSS JOIN source AS s WHERE s.id = c.source;

-- The claims that can count: of something actual, and not taken back.
CREATE VIEW standing_claim AS
SELECT * FROM dated_claim WHERE modality = 'actual' AND retracted_on IS NULL;

-- Prepared: every place with itself (distance 0) and each place that encloses it.
CREATE TABLE enclosing (place TEXT NOT NULL, ancestor TEXT NOT NULL, distance INTEGER NOT NULL);
CREATE INDEX enclosing_place ON enclosing (place, distance, ancestor);
CREATE INDEX enclosing_ancestor ON enclosing (ancestor, place);

-- Prepared: what actual, standing claims say of the control of a place, apart from those graded improbable (rule 3). An ending
-- of a taking or holding is a loss (rule 4b), one of a siege or a fight `lifts` it; a loss has no end. `first_day` to
-- `from_day` is the span of its start, `next_day` the day after its last. `sure` is 1 where nobody's own word can be in it
-- (rule 10): it is in a source's own voice, or confirmed by others. A claim of several together has a row for each.
CREATE TABLE control_fact (
  row INTEGER NOT NULL, claim TEXT NOT NULL, place TEXT NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL,
  effect TEXT NOT NULL, stance TEXT NOT NULL, directness TEXT NOT NULL, first_day INTEGER NOT NULL,
  from_day INTEGER NOT NULL, until_day INTEGER NOT NULL, next_day INTEGER NOT NULL, report_first INTEGER,
  report_day INTEGER, known_day INTEGER NOT NULL, grade TEXT NOT NULL, start TEXT, until TEXT, source TEXT NOT NULL,
  speaker TEXT, sure INTEGER NOT NULL
);
CREATE INDEX control_fact_row ON control_fact (row);
CREATE INDEX control_fact_place ON control_fact (place, from_day);
CREATE INDEX control_fact_subject ON control_fact (subject, place);
CREATE INDEX control_fact_from ON control_fact (from_day);
CREATE INDEX control_fact_until ON control_fact (until_day) WHERE until_day < 99991231;
CREATE INDEX control_fact_lag ON control_fact (place, report_day) WHERE effect = 'holds' AND report_day > from_day;
CREATE INDEX control_fact_siege ON control_fact (place, from_day) WHERE effect = 'besieges';
CREATE INDEX control_fact_report ON control_fact (report_day) WHERE effect = 'holds';
CREATE INDEX control_fact_unsure ON control_fact (speaker) WHERE sure = 0;
CREATE INDEX control_fact_known ON control_fact (known_day);

-- Prepared: claims that relate two actors, and each alliance, under its own row, once for each claim that is its evidence.
-- `voiced` is 1 where a source says so in its own voice, `own` where the claim says the very thing, and is not only evidence of it.
CREATE TABLE relation_fact (
  row INTEGER NOT NULL, claim TEXT NOT NULL, alliance TEXT, subject TEXT NOT NULL, predicate TEXT NOT NULL,
  object TEXT NOT NULL, grp TEXT NOT NULL, stance TEXT NOT NULL, from_day INTEGER NOT NULL, until_day INTEGER NOT NULL,
  report_day INTEGER, known_day INTEGER NOT NULL, grade TEXT NOT NULL, start TEXT, until TEXT, voiced INTEGER NOT NULL,
  own INTEGER NOT NULL
);
CREATE INDEX relation_fact_report ON relation_fact (report_day) WHERE report_day > from_day;
CREATE INDEX relation_fact_row ON relation_fact (row);
CREATE INDEX relation_fact_subject ON relation_fact (subject, grp, object, predicate, stance, voiced);
CREATE INDEX relation_fact_day ON relation_fact (subject, grp, object, predicate, stance, from_day);
CREATE INDEX relation_fact_object ON relation_fact (object, grp, subject);
CREATE INDEX relation_fact_ends ON relation_fact (subject, object, grp) WHERE stance = 'ends';
CREATE INDEX relation_fact_from ON relation_fact (from_day);
CREATE INDEX relation_fact_until ON relation_fact (until_day) WHERE until_day < 99991231;
CREATE INDEX relation_fact_known ON relation_fact (known_day);
CREATE INDEX relation_fact_alliance ON relation_fact (subject, object, predicate, known_day) WHERE alliance IS NOT NULL;

-- Which assertions of a relation an ending makes to be over (rule 7): behind the last day on which it was so (`last_day`), up to the
-- day on which a later report begins it anew (`again`), for who knows of the ending (`known_day`). An alliance with an end of its own
-- keeps it; `part_of` and `member_of` are one.
CREATE VIEW outlived AS
SELECT
  f.row, f.claim, f.subject, f.object, e.known_day, e.from_day AS last_day,
  CASE WHEN f.report_day > e.from_day AND f.report_day > COALESCE(e.report_day, 0) THEN f.report_day ELSE 99991232 END AS again
FROM relation_fact AS f JOIN relation_fact AS e
  ON e.subject = f.subject AND e.grp = f.grp AND e.object = f.object AND e.stance = 'ends'
WHERE f.stance = 'asserts' AND (f.alliance IS NULL OR f.until IS NULL)
  AND (e.predicate = f.predicate OR (e.predicate IN ('part_of', 'member_of') AND f.predicate IN ('part_of', 'member_of')))
  AND (f.from_day <= e.from_day OR (f.start IS NULL AND COALESCE(f.report_day, 0) <= COALESCE(e.report_day, 0)));

-- Prepared: each ruling once for each claim that is its evidence (rule 4f).
CREATE TABLE ruling_fact (
  row INTEGER NOT NULL, claim TEXT NOT NULL, ruling TEXT NOT NULL, place TEXT NOT NULL, status TEXT NOT NULL,
  from_day INTEGER NOT NULL, until_day INTEGER NOT NULL, known_day INTEGER NOT NULL, grade TEXT NOT NULL, start TEXT
);
CREATE INDEX ruling_fact_row ON ruling_fact (row);
CREATE INDEX ruling_fact_place ON ruling_fact (place, from_day);

-- The same, whatever is left out of what is asked (rule 13): in whose interest somebody speaks is reckoned on all.
CREATE VIEW every_control AS SELECT * FROM control_fact;
CREATE VIEW every_relation AS SELECT * FROM relation_fact;
CREATE VIEW every_outlived AS SELECT * FROM outlived;

-- Prepared: actual, standing claims that count what an actor holds; `place` is where they count, NULL for everywhere.
CREATE TABLE count_fact (
  row INTEGER PRIMARY KEY, claim TEXT NOT NULL, subject TEXT NOT NULL, place TEXT, value INTEGER NOT NULL,
  locator TEXT, from_day INTEGER NOT NULL, until_day INTEGER NOT NULL, known_day INTEGER NOT NULL
);

-- Prepared: the proposition of each claim that has one, the ends of a symmetric one in order. `stance` is what the claim
-- says of it, NULL where it cannot count: it is of nothing actual, or was taken back. `voiced` is as above. A claim of several
-- together has one for each, `first` for its subject.
CREATE TABLE proposition (
  row INTEGER NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL, stance TEXT,
  known_day INTEGER NOT NULL, voiced INTEGER NOT NULL, first INTEGER NOT NULL
);
CREATE INDEX proposition_row ON proposition (row);
CREATE INDEX proposition_triple ON proposition (subject, object, predicate, stance, known_day, voiced);

-- Prepared: when what a claim says can have happened, from the first day to the last; of all that were not taken back. What
-- is dated only by its end has, for all that is known, no beginning: it stands where its end can be. NULL is undated.
CREATE TABLE happening (
  row INTEGER PRIMARY KEY, first_day INTEGER, last_day INTEGER, from_day INTEGER NOT NULL, known_day INTEGER NOT NULL
);
CREATE INDEX happening_day ON happening (first_day, last_day, row, from_day, known_day); -- in the order of a timeline
CREATE INDEX happening_from ON happening (from_day) WHERE first_day IS NOT NULL;

-- How many of these have a date and how many have none, so that nobody has to count them all to say so.
CREATE TABLE tally (dated INTEGER NOT NULL, undated INTEGER NOT NULL);
INSERT INTO tally VALUES (0, 0);
CREATE TRIGGER happening_added AFTER INSERT ON happening BEGIN
  UPDATE tally SET dated = dated + (NEW.first_day IS NOT NULL), undated = undated + (NEW.first_day IS NULL);
END;
CREATE TRIGGER happening_removed AFTER DELETE ON happening BEGIN
  UPDATE tally SET dated = dated - (OLD.first_day IS NOT NULL), undated = undated - (OLD.first_day IS NULL);
END;

-- By which column each table is spread over servers, where one does not do; what is not named here stands on every one.
CREATE TABLE shard (name TEXT NOT NULL, key TEXT NOT NULL);
INSERT INTO shard VALUES
  ('claim', 'shard'), ('proposition', 'subject'), ('relation_fact', 'subject'), ('count_fact', 'subject'), ('name', 'ref'),
  ('control_fact', 'place'), ('ruling_fact', 'place'), ('enclosing', 'place');

-- Which parts of files each change of the index touched (index/states.py), for whoever has a copy of an earlier state.
CREATE TABLE index_state (number INTEGER PRIMARY KEY, token BLOB NOT NULL);
CREATE TABLE index_change (first INTEGER NOT NULL, last INTEGER NOT NULL, state INTEGER NOT NULL);
