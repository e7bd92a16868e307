-- Which companies and contacts may be one.

-- The name as it sounds, and the reading without the legal form, both folded: to find names that are nearly one.
ALTER TABLE companies ADD COLUMN near_fold TEXT NOT NULL DEFAULT '';
ALTER TABLE companies ADD COLUMN kana_fold TEXT NOT NULL DEFAULT '';
CREATE INDEX companies_by_near ON companies (near_fold) WHERE near_fold <> '';
CREATE INDEX companies_by_near_head ON companies (length(near_fold), substr(near_fold, 1, length(near_fold) / 2)) WHERE near_fold <> '';
CREATE INDEX companies_by_near_tail ON companies (length(near_fold), substr(near_fold, length(near_fold) / 2 + 1)) WHERE near_fold <> '';
CREATE INDEX companies_by_kana_fold ON companies (kana_fold) WHERE kana_fold <> '';
CREATE INDEX contacts_by_email ON contacts (lower(email)) WHERE email <> '';

-- By which folding the folded columns of all tables were made; a program that folds otherwise makes them anew.
CREATE TABLE folding (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    version  INTEGER NOT NULL
) STRICT;
INSERT INTO folding (id, version) VALUES (1, 0);

-- Two records that may be one, the lower number first. Computed; who may see them is decided when they are read.
CREATE TABLE matching_pairs (
    kind       TEXT NOT NULL CHECK (kind IN ('company', 'contact')),
    one_id     INTEGER NOT NULL,
    other_id   INTEGER NOT NULL,
    -- 1 sure, 2 likely, 3 perhaps.
    certainty  INTEGER NOT NULL CHECK (certainty BETWEEN 1 AND 3),
    -- Codes, with spaces between.
    reasons    TEXT NOT NULL,
    PRIMARY KEY (kind, one_id, other_id),
    CHECK (one_id < other_id)
) STRICT;
CREATE INDEX matching_pairs_by_certainty ON matching_pairs (kind, certainty, one_id, other_id);
CREATE INDEX matching_pairs_by_other ON matching_pairs (kind, other_id);

-- Pairs of which somebody said that they are two. They are not proposed again.
CREATE TABLE matching_dismissals (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind      TEXT NOT NULL CHECK (kind IN ('company', 'contact')),
    one_id    INTEGER NOT NULL,
    other_id  INTEGER NOT NULL,
    user_id   INTEGER NOT NULL REFERENCES users (id),
    at        INTEGER NOT NULL,
    UNIQUE (kind, one_id, other_id),
    CHECK (one_id < other_id)
) STRICT;

-- Up to which event the pairs are computed; nothing before they were for the first time.
CREATE TABLE matching_state (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    seen_event_id  INTEGER
) STRICT;
INSERT INTO matching_state (id, seen_event_id) VALUES (1, NULL);
