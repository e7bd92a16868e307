-- How the team sells: pipelines, their phases, what a phase asks for, and the lists to choose from.

CREATE TABLE pipelines (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE activity_kinds (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    way         TEXT NOT NULL CHECK (way IN ('visit', 'online', 'phone', 'mail', 'internal')),
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE channels (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE loss_reasons (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE competitors (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE products (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    family      TEXT NOT NULL DEFAULT '',
    -- Minor units of the currency; both or neither.
    price       INTEGER,
    currency    TEXT,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1,
    CHECK ((price IS NULL) = (currency IS NULL))
) STRICT;

CREATE TABLE phases (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    pipeline_id   INTEGER NOT NULL REFERENCES pipelines (id),
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('selling', 'follow_up')),
    purpose       TEXT NOT NULL DEFAULT '',
    guidance      TEXT NOT NULL DEFAULT '',
    probability   INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
    -- Days that are normal here, as set; without it the measured median of won deals stands in.
    normal_days   INTEGER CHECK (normal_days > 0),
    measured_days INTEGER,
    measured_n    INTEGER NOT NULL DEFAULT 0,
    -- Days without the customer taking part.
    watch_days    INTEGER CHECK (watch_days > 0),
    danger_days   INTEGER CHECK (danger_days > 0),
    retired_at    INTEGER,
    version       INTEGER NOT NULL DEFAULT 1,
    CHECK (danger_days >= watch_days)
) STRICT;
CREATE INDEX phases_by_pipeline ON phases (pipeline_id, position);

-- Exit criteria. Which of the three it is decides which column is filled.
CREATE TABLE criteria (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    phase_id          INTEGER NOT NULL REFERENCES phases (id),
    kind              TEXT NOT NULL CHECK (kind IN ('field', 'activity', 'check')),
    field             TEXT,
    activity_kind_id  INTEGER REFERENCES activity_kinds (id),
    label             TEXT NOT NULL DEFAULT '',
    position          INTEGER NOT NULL,
    retired_at        INTEGER,
    CHECK ((kind = 'field') = (field IS NOT NULL)),
    CHECK ((kind = 'activity') = (activity_kind_id IS NOT NULL)),
    CHECK (kind <> 'check' OR label <> '')
) STRICT;
CREATE INDEX criteria_by_phase ON criteria (phase_id, position);
