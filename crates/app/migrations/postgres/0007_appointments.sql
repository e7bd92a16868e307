-- What a planned activity at a time of day has more than others: it is an appointment. One row per activity at most.
CREATE TABLE appointments (
    activity_id  BIGINT PRIMARY KEY REFERENCES activities (id),
    -- Where, for the three ways of meeting; which of them holds is the activity's `way`.
    place        TEXT COLLATE "C" NOT NULL DEFAULT '',
    link         TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK (link = '' OR link ILIKE 'http%'),
    phone        TEXT COLLATE "C" NOT NULL DEFAULT '',
    purpose      TEXT COLLATE "C" NOT NULL DEFAULT '',
    bring        TEXT COLLATE "C" NOT NULL DEFAULT ''
);

-- Who of ours comes along, beside the activity's owner.
CREATE TABLE appointment_members (
    activity_id  BIGINT NOT NULL REFERENCES activities (id),
    user_id      BIGINT NOT NULL REFERENCES users (id),
    PRIMARY KEY (activity_id, user_id)
);
CREATE INDEX appointment_members_by_user ON appointment_members (user_id);

-- A day or a week of everybody's activities.
CREATE INDEX activities_by_start ON activities (starts_at, state);

-- The secret link at which somebody's calendar program fetches their appointments; one at a time.
CREATE TABLE calendar_links (
    user_id     BIGINT PRIMARY KEY REFERENCES users (id),
    token_hash  TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL
);
