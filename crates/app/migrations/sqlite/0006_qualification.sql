-- What a team finds out about a deal before it proposes: frameworks of items, what is known of each, and the interest
-- the customer states.

CREATE TABLE frameworks (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE framework_items (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    framework_id  INTEGER NOT NULL REFERENCES frameworks (id),
    name          TEXT NOT NULL,
    -- One or two letters for the card.
    mark          TEXT NOT NULL,
    -- What to ask, for whoever fills it in.
    help          TEXT NOT NULL DEFAULT '',
    value_kind    TEXT NOT NULL CHECK (value_kind IN ('amount', 'person', 'text', 'day')),
    position      INTEGER NOT NULL,
    retired_at    INTEGER,
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX framework_items_by_framework ON framework_items (framework_id, position);

ALTER TABLE pipelines ADD COLUMN framework_id INTEGER REFERENCES frameworks (id);

CREATE TABLE interests (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What was known of an item, from `at` until something else became known. Rows are added and never changed, but for
-- `replaced_at`. The kind of the item says which columns of the value are filled.
CREATE TABLE qualification_facts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id      INTEGER NOT NULL REFERENCES deals (id),
    item_id      INTEGER NOT NULL REFERENCES framework_items (id),
    state        TEXT NOT NULL CHECK (state IN ('unknown', 'confirmed', 'concern', 'unfit')),
    -- Minor units of the currency; without a highest it is one amount, else a range.
    amount_low   INTEGER,
    amount_high  INTEGER,
    currency     TEXT,
    contact_id   INTEGER REFERENCES contacts (id),
    part         TEXT CHECK (part IN ('decides', 'champions', 'uses', 'opposes', 'other')),
    words        TEXT NOT NULL DEFAULT '',
    -- One day twice, or the first and last day of a period.
    day_from     TEXT,
    day_to       TEXT,
    source       TEXT CHECK (source IN ('heard', 'guess', 'document', 'questionnaire')),
    told_by      INTEGER REFERENCES contacts (id),
    said_on      TEXT,
    note         TEXT NOT NULL DEFAULT '',
    by_user_id   INTEGER REFERENCES users (id),
    at           INTEGER NOT NULL,
    replaced_at  INTEGER,
    CHECK ((amount_low IS NULL) = (currency IS NULL)),
    CHECK (amount_high IS NULL OR amount_high >= amount_low),
    CHECK ((day_from IS NULL) = (day_to IS NULL)),
    CHECK (day_to IS NULL OR day_to >= day_from)
) STRICT;
-- One fact of an item stands at a time; cards and lists read its state from here without touching the rows.
CREATE UNIQUE INDEX qualification_facts_now ON qualification_facts (deal_id, item_id) WHERE replaced_at IS NULL;
CREATE INDEX qualification_facts_marks ON qualification_facts (deal_id, item_id, state, replaced_at) WHERE replaced_at IS NULL;
CREATE INDEX qualification_facts_by_state ON qualification_facts (item_id, state, deal_id, replaced_at) WHERE replaced_at IS NULL;
CREATE INDEX qualification_facts_of_deal ON qualification_facts (deal_id, item_id, id);

-- The help offered against a concern is an activity like any other.
CREATE TABLE qualification_helps (
    activity_id  INTEGER PRIMARY KEY REFERENCES activities (id),
    deal_id      INTEGER NOT NULL REFERENCES deals (id),
    item_id      INTEGER NOT NULL REFERENCES framework_items (id)
) STRICT;
CREATE INDEX qualification_helps_by_deal ON qualification_helps (deal_id, item_id);

-- How interested the customer says they are. Signals that are observed rather than stated come into the same table.
CREATE TABLE deal_interests (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id      INTEGER NOT NULL REFERENCES deals (id),
    interest_id  INTEGER NOT NULL REFERENCES interests (id),
    kind         TEXT NOT NULL DEFAULT 'stated' CHECK (kind IN ('stated', 'observed')),
    said_on      TEXT NOT NULL,
    told_by      INTEGER REFERENCES contacts (id),
    by_user_id   INTEGER REFERENCES users (id),
    at           INTEGER NOT NULL,
    replaced_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX deal_interests_now ON deal_interests (deal_id) WHERE replaced_at IS NULL AND kind = 'stated';
CREATE INDEX deal_interests_by_interest ON deal_interests (interest_id, deal_id) WHERE replaced_at IS NULL AND kind = 'stated';
CREATE INDEX deal_interests_of_deal ON deal_interests (deal_id, id);

-- Exit criteria can ask for an item to be confirmed. SQLite cannot change a CHECK, so both tables are copied; the
-- ticks first, which refer to the criteria.
CREATE TABLE criteria_with_items (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    phase_id          INTEGER NOT NULL REFERENCES phases (id),
    kind              TEXT NOT NULL CHECK (kind IN ('field', 'activity', 'check', 'item')),
    field             TEXT,
    activity_kind_id  INTEGER REFERENCES activity_kinds (id),
    label             TEXT NOT NULL DEFAULT '',
    position          INTEGER NOT NULL,
    retired_at        INTEGER,
    item_id           INTEGER REFERENCES framework_items (id),
    CHECK ((kind = 'field') = (field IS NOT NULL)),
    CHECK ((kind = 'activity') = (activity_kind_id IS NOT NULL)),
    CHECK (kind <> 'check' OR label <> ''),
    CHECK ((kind = 'item') = (item_id IS NOT NULL))
) STRICT;
INSERT INTO criteria_with_items (id, phase_id, kind, field, activity_kind_id, label, position, retired_at)
    SELECT id, phase_id, kind, field, activity_kind_id, label, position, retired_at FROM criteria;
CREATE TABLE deal_checks_kept (
    deal_id       INTEGER NOT NULL REFERENCES deals (id),
    criterion_id  INTEGER NOT NULL REFERENCES criteria_with_items (id),
    checked_at    INTEGER NOT NULL,
    checked_by    INTEGER REFERENCES users (id),
    PRIMARY KEY (deal_id, criterion_id)
) STRICT;
INSERT INTO deal_checks_kept (deal_id, criterion_id, checked_at, checked_by)
    SELECT deal_id, criterion_id, checked_at, checked_by FROM deal_checks;
DROP TABLE deal_checks;
DROP TABLE criteria;
ALTER TABLE criteria_with_items RENAME TO criteria;
ALTER TABLE deal_checks_kept RENAME TO deal_checks;
CREATE INDEX criteria_by_phase ON criteria (phase_id, position);
