-- Who works here: the workspace, its teams and people, and how they prove who they are.
-- Times are UTC milliseconds since 1970; days are dates in the workspace's time zone.

CREATE TABLE workspace (
    id                   INTEGER PRIMARY KEY CHECK (id = 1),
    name                 TEXT NOT NULL,
    locale               TEXT NOT NULL CHECK (locale IN ('ja', 'en')),
    time_zone            TEXT NOT NULL,
    fiscal_start_month   INTEGER NOT NULL CHECK (fiscal_start_month BETWEEN 1 AND 12),
    currency             TEXT NOT NULL,
    rep_sees             TEXT NOT NULL DEFAULT 'everything' CHECK (rep_sees IN ('everything', 'team', 'own')),
    -- The clocks: from when a card is to be watched (yellow) and acted on (red).
    overdue_danger_days  INTEGER NOT NULL DEFAULT 3,
    age_watch_percent    INTEGER NOT NULL DEFAULT 100,
    age_danger_percent   INTEGER NOT NULL DEFAULT 200,
    slips_watch          INTEGER NOT NULL DEFAULT 1,
    slips_danger         INTEGER NOT NULL DEFAULT 2,
    slip_days_watch      INTEGER NOT NULL DEFAULT 30,
    slip_days_danger     INTEGER NOT NULL DEFAULT 60,
    version              INTEGER NOT NULL DEFAULT 1,
    created_at           INTEGER NOT NULL
) STRICT;

CREATE TABLE teams (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE users (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id        INTEGER REFERENCES teams (id),
    email          TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
    name           TEXT NOT NULL,
    role           TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'rep', 'viewer')),
    password_hash  TEXT,
    locale         TEXT CHECK (locale IN ('ja', 'en')),
    theme          TEXT CHECK (theme IN ('light', 'dark')),
    disabled_at    INTEGER,
    signed_in_at   INTEGER,
    version        INTEGER NOT NULL DEFAULT 1,
    created_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX users_by_team ON users (team_id);

CREATE TABLE sessions (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash    TEXT NOT NULL UNIQUE,
    user_id       INTEGER NOT NULL REFERENCES users (id),
    created_at    INTEGER NOT NULL,
    last_seen_at  INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Single-use links: the setup page, an invitation, a new password, a first sign-in.
CREATE TABLE links (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash  TEXT NOT NULL UNIQUE,
    purpose     TEXT NOT NULL CHECK (purpose IN ('setup', 'invitation', 'reset', 'sign_in')),
    user_id     INTEGER REFERENCES users (id),
    created_by  INTEGER REFERENCES users (id),
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER
) STRICT;
CREATE INDEX links_by_user ON links (user_id);

-- Failed sign-ins per account and per address; the key says which.
CREATE TABLE sign_in_failures (
    key           TEXT PRIMARY KEY,
    window_start  INTEGER NOT NULL,
    failures      INTEGER NOT NULL
) STRICT;
