-- Records that became one, and how to make them two again.

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
