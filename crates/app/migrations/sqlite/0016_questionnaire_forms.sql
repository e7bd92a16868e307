-- Questionnaires published as a form for new leads.

CREATE TABLE questionnaire_forms (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    questionnaire_id  INTEGER NOT NULL UNIQUE REFERENCES questionnaires (id),
    -- What it says; whoever publishes it anew says what the questionnaire says by then.
    edition_id        INTEGER NOT NULL REFERENCES questionnaire_editions (id),
    -- In its address: for everybody, and not to be guessed before it is published.
    key               TEXT NOT NULL UNIQUE,
    -- Of the touch with which a lead begins.
    kind_id           INTEGER NOT NULL REFERENCES touch_kinds (id),
    channel_id        INTEGER REFERENCES channels (id),
    -- Sites that may show it in a frame, one origin a line.
    origins           TEXT NOT NULL DEFAULT '',
    published_at      INTEGER NOT NULL,
    published_by      INTEGER REFERENCES users (id),
    closed_at         INTEGER,
    version           INTEGER NOT NULL DEFAULT 1
) STRICT;

ALTER TABLE questionnaire_responses ADD COLUMN form_id INTEGER REFERENCES questionnaire_forms (id);
