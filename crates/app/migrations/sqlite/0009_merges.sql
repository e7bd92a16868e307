-- Records that became one, and how to make them two again; and what colleagues tell each other about a customer.

CREATE TABLE merges (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL CHECK (kind IN ('company', 'contact')),
    kept_id    INTEGER NOT NULL,
    gone_id    INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    user_id    INTEGER REFERENCES users (id),
    -- JSON: which rows were moved, which were folded into another, and which facts were replaced by what.
    changes    TEXT NOT NULL,
    undone_at  INTEGER,
    undone_by  INTEGER REFERENCES users (id),
    CHECK (kept_id <> gone_id)
) STRICT;
CREATE UNIQUE INDEX merges_of_gone ON merges (kind, gone_id) WHERE undone_at IS NULL;
CREATE INDEX merges_of_kept ON merges (kind, kept_id, id) WHERE undone_at IS NULL;

-- What somebody is to know because a colleague works with the same company, until they have seen it.
CREATE TABLE notices (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       INTEGER NOT NULL REFERENCES users (id),
    at            INTEGER NOT NULL,
    by_user_id    INTEGER NOT NULL REFERENCES users (id),
    kind          TEXT NOT NULL CHECK (kind IN ('handed_over', 'joined', 'went_on', 'asked')),
    company_id    INTEGER REFERENCES companies (id),
    deal_id       INTEGER REFERENCES deals (id),
    -- What was entered, and why.
    about         TEXT NOT NULL,
    reason        TEXT NOT NULL DEFAULT '',
    dismissed_at  INTEGER
) STRICT;
CREATE INDEX notices_of_user ON notices (user_id, id) WHERE dismissed_at IS NULL;
