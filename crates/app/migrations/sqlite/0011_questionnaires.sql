-- Questionnaires: what customers are asked by a link, what they answered, and what became of each answer.

CREATE TABLE questionnaires (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    name_en      TEXT NOT NULL DEFAULT '',
    intro        TEXT NOT NULL DEFAULT '',
    intro_en     TEXT NOT NULL DEFAULT '',
    -- Who receives the answers, in a sentence for those who answer.
    receiver     TEXT NOT NULL,
    receiver_en  TEXT NOT NULL DEFAULT '',
    -- Signs the moment at which a form was drawn.
    secret       TEXT NOT NULL,
    position     INTEGER NOT NULL,
    retired_at   INTEGER,
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE questionnaire_questions (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    questionnaire_id  INTEGER NOT NULL REFERENCES questionnaires (id),
    text              TEXT NOT NULL,
    text_en           TEXT NOT NULL DEFAULT '',
    help              TEXT NOT NULL DEFAULT '',
    help_en           TEXT NOT NULL DEFAULT '',
    -- Kind, choices, unit, scale as JSON.
    asks              TEXT NOT NULL,
    -- The same in English, one a line: choices, the unit, the ends of a scale.
    choices_en        TEXT NOT NULL DEFAULT '',
    required          INTEGER NOT NULL DEFAULT 0,
    -- What an answer fills.
    target            TEXT NOT NULL DEFAULT 'none',
    position          INTEGER NOT NULL,
    retired_at        INTEGER,
    version           INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX questionnaire_questions_by_questionnaire ON questionnaire_questions (questionnaire_id, position);

-- A questionnaire as it was worded when a link was made; never changed.
CREATE TABLE questionnaire_editions (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    questionnaire_id  INTEGER NOT NULL REFERENCES questionnaires (id),
    number            INTEGER NOT NULL,
    content           TEXT NOT NULL,
    made_at           INTEGER NOT NULL,
    made_by           INTEGER REFERENCES users (id),
    UNIQUE (questionnaire_id, number)
) STRICT;

-- A link that one prospect has. The secret is in the link, its hash here.
CREATE TABLE questionnaire_links (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    edition_id   INTEGER NOT NULL REFERENCES questionnaire_editions (id),
    token_hash   TEXT NOT NULL UNIQUE,
    -- About a deal, or a lead until it becomes one.
    deal_id      INTEGER REFERENCES deals (id),
    lead_id      INTEGER REFERENCES leads (id),
    contact_id   INTEGER REFERENCES contacts (id),
    made_by      INTEGER REFERENCES users (id),
    made_at      INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    opened_at    INTEGER,
    -- The fields as they were typed.
    draft        TEXT NOT NULL DEFAULT '',
    draft_at     INTEGER,
    -- The same, of an answer that a program seems to have sent: kept apart until somebody looks at it.
    suspect      TEXT NOT NULL DEFAULT '',
    suspect_at   INTEGER,
    answered_at  INTEGER,
    revoked_at   INTEGER,
    revoked_by   INTEGER REFERENCES users (id),
    CHECK (deal_id IS NOT NULL OR lead_id IS NOT NULL)
) STRICT;
CREATE INDEX questionnaire_links_by_deal ON questionnaire_links (deal_id, id);
CREATE INDEX questionnaire_links_by_lead ON questionnaire_links (lead_id, id) WHERE lead_id IS NOT NULL;
CREATE INDEX questionnaire_links_by_contact ON questionnaire_links (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX questionnaire_links_by_edition ON questionnaire_links (edition_id);

CREATE TABLE questionnaire_responses (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    edition_id  INTEGER NOT NULL REFERENCES questionnaire_editions (id),
    -- None for a published form.
    link_id     INTEGER UNIQUE REFERENCES questionnaire_links (id),
    deal_id     INTEGER REFERENCES deals (id),
    lead_id     INTEGER REFERENCES leads (id),
    contact_id  INTEGER REFERENCES contacts (id),
    locale      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    CHECK (deal_id IS NOT NULL OR lead_id IS NOT NULL)
) STRICT;
CREATE INDEX questionnaire_responses_by_deal ON questionnaire_responses (deal_id, id);
CREATE INDEX questionnaire_responses_by_lead ON questionnaire_responses (lead_id, id) WHERE lead_id IS NOT NULL;
CREATE INDEX questionnaire_responses_by_contact ON questionnaire_responses (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE questionnaire_answers (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    response_id   INTEGER NOT NULL REFERENCES questionnaire_responses (id),
    question_id   INTEGER NOT NULL REFERENCES questionnaire_questions (id),
    -- What it could fill; the question may fill something else by now.
    target        TEXT NOT NULL,
    -- Always what was answered as text, several choices one a line; numbers (in thousandths) and days also as such.
    value_text    TEXT NOT NULL,
    value_number  INTEGER,
    value_day     TEXT,
    -- What became of it: a proposal until somebody decides.
    decision      TEXT CHECK (decision IN ('taken', 'kept', 'both')),
    decided_by    INTEGER REFERENCES users (id),
    decided_at    INTEGER,
    UNIQUE (response_id, question_id),
    CHECK ((decision IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX questionnaire_answers_open ON questionnaire_answers (response_id) WHERE decision IS NULL AND target <> 'none';
CREATE INDEX questionnaire_answers_by_question ON questionnaire_answers (question_id);
