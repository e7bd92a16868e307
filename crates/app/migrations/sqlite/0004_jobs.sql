-- Work to be done later or apart from a request. What is done is deleted; what failed for good stays.

CREATE TABLE jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    -- Only while the job waits for its first attempt.
    unique_key  TEXT UNIQUE,
    -- Not before; while a worker has the job, when another may take it over.
    run_at      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    last_error  TEXT,
    -- When it was given up.
    dead_at     INTEGER
) STRICT;
CREATE INDEX jobs_by_time ON jobs (run_at, id) WHERE dead_at IS NULL;
