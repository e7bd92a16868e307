-- How a deal came to be: leads, the touches before and after a deal began, and who introduced whom.

CREATE TABLE touch_kinds (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    position    INTEGER NOT NULL,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A workspace that is there already starts with the kinds a new one gets.
INSERT INTO touch_kinds (name, position)
SELECT kind.column2, kind.column3
FROM workspace w JOIN (VALUES
    ('ja', '広告', 1), ('ja', '記事・資料', 2), ('ja', 'セミナー参加', 3), ('ja', '展示会で名刺交換', 4),
    ('ja', 'メルマガ', 5), ('ja', '電話', 6), ('ja', '紹介', 7),
    ('en', 'Ad', 1), ('en', 'Article or download', 2), ('en', 'Seminar', 3), ('en', 'Met at an exhibition', 4),
    ('en', 'Newsletter', 5), ('en', 'Call', 6), ('en', 'Introduction', 7)) kind ON kind.column1 = w.locale;

-- When a lead is to be watched (yellow) and acted on (red), in days since it was last touched.
ALTER TABLE workspace ADD COLUMN lead_watch_days INTEGER NOT NULL DEFAULT 3;
ALTER TABLE workspace ADD COLUMN lead_danger_days INTEGER NOT NULL DEFAULT 7;

-- A person or company that is not yet a deal.
CREATE TABLE leads (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Nobody's while it is not assigned.
    owner_id          INTEGER REFERENCES users (id),
    state             TEXT NOT NULL CHECK (state IN ('new', 'contacted', 'unqualified', 'converted')),
    -- Why it is not worth going on, while it is unqualified.
    reason            TEXT NOT NULL DEFAULT '',
    company           TEXT NOT NULL DEFAULT '',
    kana              TEXT NOT NULL DEFAULT '',
    corporate_number  TEXT NOT NULL DEFAULT '',
    contact           TEXT NOT NULL DEFAULT '',
    department        TEXT NOT NULL DEFAULT '',
    job_title         TEXT NOT NULL DEFAULT '',
    email             TEXT NOT NULL DEFAULT '',
    phone             TEXT NOT NULL DEFAULT '',
    website           TEXT NOT NULL DEFAULT '',
    channel_id        INTEGER REFERENCES channels (id),
    note              TEXT NOT NULL DEFAULT '',
    -- What it became.
    deal_id           INTEGER REFERENCES deals (id),
    converted_at      INTEGER,
    -- Since when it is in its state; when anybody last did something about it, and when that turns it yellow and red.
    state_since       INTEGER NOT NULL,
    touched_at        INTEGER NOT NULL,
    yellow_at         INTEGER NOT NULL,
    red_at            INTEGER NOT NULL,
    search_fold       TEXT NOT NULL,
    external_id       TEXT,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    deleted_at        INTEGER,
    CHECK (company <> '' OR contact <> ''),
    CHECK ((state = 'converted') = (deal_id IS NOT NULL)),
    CHECK ((deal_id IS NULL) = (converted_at IS NULL))
) STRICT;
CREATE INDEX leads_by_owner ON leads (owner_id, state);
CREATE INDEX leads_by_red ON leads (red_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_deal ON leads (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX leads_by_time ON leads (created_at);
CREATE UNIQUE INDEX leads_by_external_id ON leads (external_id);

-- One touch (接点) between them and us: of a lead, of a deal, or of a lead that became a deal.
CREATE TABLE touches (
    id                     INTEGER PRIMARY KEY AUTOINCREMENT,
    lead_id                INTEGER REFERENCES leads (id),
    deal_id                INTEGER REFERENCES deals (id),
    kind_id                INTEGER NOT NULL REFERENCES touch_kinds (id),
    channel_id             INTEGER REFERENCES channels (id),
    on_day                 TEXT NOT NULL,
    what                   TEXT NOT NULL DEFAULT '',
    -- Who of theirs.
    contact_id             INTEGER REFERENCES contacts (id),
    -- What it cost, in minor units of its currency, if that is known.
    cost                   INTEGER CHECK (cost >= 0),
    currency               TEXT,
    -- Who introduced them: a company, and perhaps who there.
    introducer_company_id  INTEGER REFERENCES companies (id),
    introducer_contact_id  INTEGER REFERENCES contacts (id),
    entered_by             INTEGER REFERENCES users (id),
    version                INTEGER NOT NULL DEFAULT 1,
    created_at             INTEGER NOT NULL,
    updated_at             INTEGER NOT NULL,
    deleted_at             INTEGER,
    CHECK (lead_id IS NOT NULL OR deal_id IS NOT NULL),
    CHECK ((cost IS NULL) = (currency IS NULL)),
    CHECK (introducer_contact_id IS NULL OR introducer_company_id IS NOT NULL)
) STRICT;
CREATE INDEX touches_by_deal ON touches (deal_id, on_day, id) WHERE deleted_at IS NULL;
CREATE INDEX touches_by_lead ON touches (lead_id, on_day, id) WHERE deleted_at IS NULL;
CREATE INDEX touches_by_introducer ON touches (introducer_company_id) WHERE introducer_company_id IS NOT NULL;
CREATE INDEX touches_by_contact ON touches (contact_id) WHERE contact_id IS NOT NULL;

ALTER TABLE events ADD COLUMN lead_id INTEGER;
CREATE INDEX events_by_lead ON events (lead_id, at) WHERE lead_id IS NOT NULL;
