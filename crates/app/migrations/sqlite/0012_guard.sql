-- What colleagues are told because they work with the same customer, and the folded names by which a lead is compared.

CREATE TABLE notices (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Who is told.
    user_id      INTEGER NOT NULL REFERENCES users (id),
    at           INTEGER NOT NULL,
    by_user_id   INTEGER NOT NULL REFERENCES users (id),
    kind         TEXT NOT NULL CHECK (kind IN ('handed_over', 'together', 'went_on', 'asked')),
    -- What the other one entered, or was about to.
    entry        TEXT NOT NULL CHECK (entry IN ('deal', 'lead', 'company', 'appointment')),
    -- The customer, in the other one's words.
    about        TEXT NOT NULL,
    reason       TEXT NOT NULL DEFAULT '',
    -- Where to look, as far as whoever is told may see it.
    company_id   INTEGER REFERENCES companies (id),
    deal_id      INTEGER REFERENCES deals (id),
    lead_id      INTEGER REFERENCES leads (id),
    activity_id  INTEGER REFERENCES activities (id),
    read_at      INTEGER
) STRICT;
CREATE INDEX notices_unread ON notices (user_id, id) WHERE read_at IS NULL;
CREATE INDEX notices_by_user ON notices (user_id, id);
CREATE INDEX notices_by_company ON notices (company_id) WHERE company_id IS NOT NULL;

ALTER TABLE leads ADD COLUMN name_fold TEXT NOT NULL DEFAULT '';
ALTER TABLE leads ADD COLUMN near_fold TEXT NOT NULL DEFAULT '';
ALTER TABLE leads ADD COLUMN kana_fold TEXT NOT NULL DEFAULT '';
ALTER TABLE leads ADD COLUMN mail_domain TEXT NOT NULL DEFAULT '';
ALTER TABLE leads ADD COLUMN phone_digits TEXT NOT NULL DEFAULT '';
CREATE INDEX leads_by_number ON leads (corporate_number) WHERE corporate_number <> '';
CREATE INDEX leads_by_name ON leads (name_fold) WHERE name_fold <> '';
CREATE INDEX leads_by_reading ON leads (kana_fold) WHERE kana_fold <> '';
CREATE INDEX leads_by_domain ON leads (mail_domain) WHERE mail_domain <> '';
CREATE INDEX leads_by_phone ON leads (phone_digits) WHERE phone_digits <> '';
CREATE INDEX leads_by_near ON leads (near_fold) WHERE near_fold <> '';
CREATE INDEX leads_by_near_head ON leads (length(near_fold), substr(near_fold, 1, length(near_fold) / 2)) WHERE near_fold <> '';
CREATE INDEX leads_by_near_tail ON leads (length(near_fold), substr(near_fold, length(near_fold) / 2 + 1)) WHERE near_fold <> '';
-- The program folds the leads that are here when it starts.
UPDATE folding SET version = 0;
