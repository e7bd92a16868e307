-- What the team works with: companies, contacts, deals, activities; and what happened to them.

CREATE TABLE companies (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id          INTEGER REFERENCES users (id),
    name              TEXT NOT NULL,
    kana              TEXT NOT NULL DEFAULT '',
    corporate_number  TEXT NOT NULL DEFAULT '',
    industry          TEXT NOT NULL DEFAULT '',
    employees         INTEGER,
    address           TEXT NOT NULL DEFAULT '',
    phone             TEXT NOT NULL DEFAULT '',
    -- Its digits alone, to match.
    phone_digits      TEXT NOT NULL DEFAULT '',
    website           TEXT NOT NULL DEFAULT '',
    mail_domain       TEXT NOT NULL DEFAULT '',
    note              TEXT NOT NULL DEFAULT '',
    -- The name, folded and without its legal form, to match; the same with everything a search looks at.
    name_fold         TEXT NOT NULL,
    search_fold       TEXT NOT NULL,
    -- The key of the record where it was imported from.
    external_id       TEXT,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    deleted_at        INTEGER
) STRICT;
CREATE INDEX companies_by_owner ON companies (owner_id);
CREATE INDEX companies_by_fold ON companies (name_fold);
CREATE INDEX companies_by_number ON companies (corporate_number) WHERE corporate_number <> '';
CREATE INDEX companies_by_domain ON companies (mail_domain) WHERE mail_domain <> '';
CREATE INDEX companies_by_phone ON companies (phone_digits) WHERE phone_digits <> '';
CREATE INDEX companies_by_kana ON companies (kana, name, id);
CREATE UNIQUE INDEX companies_by_external_id ON companies (external_id);

CREATE TABLE contacts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id   INTEGER NOT NULL REFERENCES companies (id),
    name         TEXT NOT NULL,
    kana         TEXT NOT NULL DEFAULT '',
    department   TEXT NOT NULL DEFAULT '',
    job_title    TEXT NOT NULL DEFAULT '',
    email        TEXT NOT NULL DEFAULT '',
    phone        TEXT NOT NULL DEFAULT '',
    mobile       TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    search_fold  TEXT NOT NULL,
    external_id  TEXT,
    version      INTEGER NOT NULL DEFAULT 1,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    deleted_at   INTEGER
) STRICT;
CREATE INDEX contacts_by_company ON contacts (company_id);
CREATE UNIQUE INDEX contacts_by_external_id ON contacts (external_id);

CREATE TABLE deals (
    id                    INTEGER PRIMARY KEY AUTOINCREMENT,
    pipeline_id           INTEGER NOT NULL REFERENCES pipelines (id),
    phase_id              INTEGER NOT NULL REFERENCES phases (id),
    outcome               TEXT NOT NULL CHECK (outcome IN ('open', 'won', 'lost', 'on_hold')),
    title                 TEXT NOT NULL,
    company_id            INTEGER REFERENCES companies (id),
    owner_id              INTEGER NOT NULL REFERENCES users (id),
    amount                INTEGER,
    currency              TEXT NOT NULL,
    expected_close_on     TEXT,
    probability           INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
    probability_by_hand   INTEGER NOT NULL DEFAULT 0,
    channel_id            INTEGER REFERENCES channels (id),
    note                  TEXT NOT NULL DEFAULT '',
    -- When it began (the first appointment or the import's date), and when and how it ended.
    opened_at             INTEGER NOT NULL,
    closed_at             INTEGER,
    won_on                TEXT,
    start_on              TEXT,
    loss_reason_id        INTEGER REFERENCES loss_reasons (id),
    competitor_id         INTEGER REFERENCES competitors (id),
    loss_customer_words   TEXT NOT NULL DEFAULT '',
    loss_our_guess        TEXT NOT NULL DEFAULT '',
    come_back_on          TEXT,
    hold_until            TEXT,
    -- What the clocks are computed from, kept so that a card needs no other table.
    phase_since           INTEGER NOT NULL,
    outcome_since         INTEGER NOT NULL,
    last_customer_at      INTEGER,
    last_touch_at         INTEGER,
    slipped_at            INTEGER,
    next_activity_id      INTEGER,
    next_due_at           INTEGER,
    slips                 INTEGER NOT NULL DEFAULT 0,
    slip_days             INTEGER NOT NULL DEFAULT 0,
    -- When the card turns, and by which clock. Far in the future where nothing will turn it.
    yellow_at             INTEGER NOT NULL,
    yellow_clock          TEXT CHECK (yellow_clock IN ('silence', 'age', 'next_action', 'slips')),
    red_at                INTEGER NOT NULL,
    red_clock             TEXT CHECK (red_clock IN ('silence', 'age', 'next_action', 'slips')),
    search_fold           TEXT NOT NULL,
    external_id           TEXT,
    version               INTEGER NOT NULL DEFAULT 1,
    created_at            INTEGER NOT NULL,
    updated_at            INTEGER NOT NULL,
    deleted_at            INTEGER,
    CHECK ((outcome = 'open') = (closed_at IS NULL) OR outcome = 'on_hold'),
    CHECK (outcome <> 'lost' OR loss_reason_id IS NOT NULL OR external_id IS NOT NULL)
) STRICT;
-- A column of the board in its three orders, and its totals, each from one index. The first two and the last hold all
-- that a board without filters asks for, also what decides who sees a deal, so that no row is fetched to be passed over.
-- `deleted_at` is among them for SQLite, which reads an index alone only if it holds every column named.
CREATE INDEX deals_by_red ON deals (phase_id, outcome, red_at, id, owner_id, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX deals_by_yellow ON deals (phase_id, outcome, yellow_at, id, red_at, owner_id, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX deals_by_close ON deals (phase_id, outcome, expected_close_on, id) WHERE deleted_at IS NULL;
CREATE INDEX deals_by_amount ON deals (phase_id, outcome, currency, amount, id) WHERE deleted_at IS NULL;
CREATE INDEX deals_totals ON deals
    (pipeline_id, outcome, phase_id, currency, amount, probability, red_at, yellow_at, last_touch_at, owner_id, deleted_at)
    WHERE deleted_at IS NULL;
-- How a deal stands, for reports that ask it of many: half the time of reading the wide rows. PostgreSQL joins
-- by a hash of the whole table and has no use for it.
CREATE INDEX deals_standing ON deals (id, outcome, outcome_since, currency, amount, deleted_at);
CREATE INDEX deals_by_owner ON deals (owner_id, outcome);
CREATE INDEX deals_by_company ON deals (company_id);
CREATE INDEX deals_by_hold ON deals (hold_until) WHERE outcome = 'on_hold';
CREATE UNIQUE INDEX deals_by_external_id ON deals (external_id);

-- One row per period in which the tracked facts of a deal stood unchanged; the newest has no end.
-- A stay is the time from entering a phase to leaving it. Its first version carries where the deal
-- came from and, once it has left, when and where it went, so that no report has to look around.
CREATE TABLE deal_versions (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id            INTEGER NOT NULL REFERENCES deals (id),
    valid_from         INTEGER NOT NULL,
    valid_to           INTEGER,
    pipeline_id        INTEGER NOT NULL,
    phase_id           INTEGER NOT NULL,
    outcome            TEXT NOT NULL,
    owner_id           INTEGER NOT NULL,
    team_id            INTEGER,
    amount             INTEGER,
    currency           TEXT NOT NULL,
    expected_close_on  TEXT,
    probability        INTEGER NOT NULL,
    by_user_id         INTEGER,
    -- The stay this version belongs to, and the state of its outcome.
    phase_since        INTEGER NOT NULL,
    phase_before       INTEGER,
    outcome_since      INTEGER NOT NULL,
    outcome_before     TEXT,
    -- Only in the first version of a stay.
    entered            INTEGER NOT NULL DEFAULT 0,
    left_at            INTEGER,
    left_to            INTEGER,
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;
CREATE UNIQUE INDEX deal_versions_current ON deal_versions (deal_id) WHERE valid_to IS NULL;
CREATE INDEX deal_versions_of_deal ON deal_versions (deal_id, valid_from);
-- With all that a report needs of a stay: a year of 100,000 deals has 226,000 of them, and looking each up
-- in the table took four times as long as reading them here.
CREATE INDEX deal_versions_entered
    ON deal_versions (pipeline_id, valid_from, deal_id, phase_id, left_at, left_to, owner_id, team_id) WHERE entered;
CREATE INDEX deal_versions_staying ON deal_versions (phase_id, valid_from) WHERE entered AND left_at IS NULL;
CREATE INDEX deal_versions_outcome ON deal_versions (pipeline_id, outcome, outcome_since);
CREATE INDEX deal_versions_as_of ON deal_versions (pipeline_id, valid_from, valid_to);

CREATE TABLE deal_contacts (
    deal_id     INTEGER NOT NULL REFERENCES deals (id),
    contact_id  INTEGER NOT NULL REFERENCES contacts (id),
    part        TEXT NOT NULL CHECK (part IN ('decides', 'champions', 'uses', 'opposes', 'other')),
    PRIMARY KEY (deal_id, contact_id)
) STRICT;
CREATE INDEX deal_contacts_by_contact ON deal_contacts (contact_id);

CREATE TABLE deal_members (
    deal_id  INTEGER NOT NULL REFERENCES deals (id),
    user_id  INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (deal_id, user_id)
) STRICT;
CREATE INDEX deal_members_by_user ON deal_members (user_id);

CREATE TABLE deal_products (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id     INTEGER NOT NULL REFERENCES deals (id),
    product_id  INTEGER REFERENCES products (id),
    name        TEXT NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    unit_price  INTEGER NOT NULL,
    position    INTEGER NOT NULL
) STRICT;
CREATE INDEX deal_products_by_deal ON deal_products (deal_id, position);
CREATE INDEX deal_products_by_product ON deal_products (product_id, deal_id);

-- Free check items of the exit criteria that were ticked.
CREATE TABLE deal_checks (
    deal_id       INTEGER NOT NULL REFERENCES deals (id),
    criterion_id  INTEGER NOT NULL REFERENCES criteria (id),
    checked_at    INTEGER NOT NULL,
    checked_by    INTEGER REFERENCES users (id),
    PRIMARY KEY (deal_id, criterion_id)
) STRICT;

CREATE TABLE activities (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id             INTEGER REFERENCES deals (id),
    company_id          INTEGER REFERENCES companies (id),
    owner_id            INTEGER NOT NULL REFERENCES users (id),
    kind_id             INTEGER NOT NULL REFERENCES activity_kinds (id),
    way                 TEXT NOT NULL CHECK (way IN ('visit', 'online', 'phone', 'mail', 'internal')),
    state               TEXT NOT NULL CHECK (state IN ('planned', 'done', 'cancelled')),
    subject             TEXT NOT NULL DEFAULT '',
    -- When it is or was. A planned one with only a day starts at that day's beginning and is due at its end.
    starts_at           INTEGER NOT NULL,
    all_day             INTEGER NOT NULL DEFAULT 0,
    due_at              INTEGER NOT NULL,
    minutes             INTEGER CHECK (minutes > 0),
    result              TEXT NOT NULL DEFAULT '',
    customer_took_part  INTEGER NOT NULL DEFAULT 0,
    done_at             INTEGER,
    external_id         TEXT,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    deleted_at          INTEGER,
    CHECK ((state = 'done') = (done_at IS NOT NULL))
) STRICT;
CREATE INDEX activities_by_deal ON activities (deal_id, state, starts_at);
CREATE INDEX activities_by_company ON activities (company_id, starts_at);
CREATE INDEX activities_by_owner ON activities (owner_id, state, starts_at);
CREATE UNIQUE INDEX activities_by_external_id ON activities (external_id);

CREATE TABLE activity_contacts (
    activity_id  INTEGER NOT NULL REFERENCES activities (id),
    contact_id   INTEGER NOT NULL REFERENCES contacts (id),
    PRIMARY KEY (activity_id, contact_id)
) STRICT;
CREATE INDEX activity_contacts_by_contact ON activity_contacts (contact_id);

-- The spine: timeline, audit, live updates. Ids are handed to viewers as "seen up to here".
CREATE TABLE events (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    user_id      INTEGER,
    kind         TEXT NOT NULL,
    deal_id      INTEGER,
    company_id   INTEGER,
    contact_id   INTEGER,
    activity_id  INTEGER,
    -- JSON: what changed, from what to what.
    data         TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_deal ON events (deal_id, at) WHERE deal_id IS NOT NULL;
CREATE INDEX events_by_company ON events (company_id, at) WHERE company_id IS NOT NULL;
CREATE INDEX events_by_contact ON events (contact_id, at) WHERE contact_id IS NOT NULL;

-- Filters somebody wants to find again: a name and the rest of the URL.
CREATE TABLE saved_views (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id   INTEGER NOT NULL REFERENCES users (id),
    page      TEXT NOT NULL,
    name      TEXT NOT NULL,
    query     TEXT NOT NULL,
    UNIQUE (user_id, page, name)
) STRICT;

-- Forms that were sent, as hashes with a secret of their own in them, so that a second click does nothing twice.
CREATE TABLE sent_forms (
    secret  TEXT PRIMARY KEY,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_forms_by_time ON sent_forms (at);
