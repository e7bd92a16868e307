-- What is to be asked in a phase, and what was answered.

CREATE TABLE hearing_sheets (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    phase_id    INTEGER NOT NULL REFERENCES phases (id),
    name        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    -- The one in use. A sheet that has answers is not changed: a copy of it with the next number is.
    edition     INTEGER NOT NULL DEFAULT 1,
    retired_at  INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX hearing_sheets_by_phase ON hearing_sheets (phase_id);

CREATE TABLE hearing_editions (
    sheet_id  INTEGER NOT NULL REFERENCES hearing_sheets (id),
    number    INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    made_by   INTEGER REFERENCES users (id),
    PRIMARY KEY (sheet_id, number)
) STRICT, WITHOUT ROWID;

-- A line of a sheet through all editions: a question, or the heading of a section. As long as its meaning stays it is the
-- same one, so that its answers can be compared.
CREATE TABLE hearing_questions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    sheet_id  INTEGER NOT NULL REFERENCES hearing_sheets (id),
    kind      TEXT NOT NULL CHECK (kind IN ('heading', 'text', 'choice', 'several', 'number', 'date', 'scale'))
) STRICT;
CREATE INDEX hearing_questions_by_sheet ON hearing_questions (sheet_id);

-- How a line is worded in an edition.
CREATE TABLE hearing_wordings (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    sheet_id     INTEGER NOT NULL REFERENCES hearing_sheets (id),
    edition      INTEGER NOT NULL,
    question_id  INTEGER NOT NULL REFERENCES hearing_questions (id),
    position     INTEGER NOT NULL,
    text         TEXT NOT NULL,
    help         TEXT NOT NULL DEFAULT '',
    required     INTEGER NOT NULL DEFAULT 0,
    -- Kind, choices, unit, scale as JSON; none for a heading.
    asks         TEXT,
    retired_at   INTEGER,
    UNIQUE (sheet_id, edition, question_id)
) STRICT;
CREATE INDEX hearing_wordings_by_question ON hearing_wordings (question_id, edition);

CREATE TABLE hearing_answers (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id       INTEGER NOT NULL REFERENCES deals (id),
    question_id   INTEGER NOT NULL REFERENCES hearing_questions (id),
    -- As it was worded when it was answered.
    wording_id    INTEGER NOT NULL REFERENCES hearing_wordings (id),
    source        TEXT NOT NULL CHECK (source IN ('heard', 'web', 'press', 'questionnaire', 'guess')),
    contact_id    INTEGER REFERENCES contacts (id),
    heard_on      TEXT NOT NULL,
    by_user_id    INTEGER REFERENCES users (id),
    at            INTEGER NOT NULL,
    -- Always what was answered as text, several choices one a line; numbers (in thousandths, steps of a scale too) and
    -- days also as such.
    value_text    TEXT NOT NULL,
    value_number  INTEGER,
    value_day     TEXT,
    search_fold   TEXT NOT NULL,
    is_current    INTEGER NOT NULL DEFAULT 1,
    -- Another answer that its author had not seen: both stand until somebody says which one holds.
    beside_id     INTEGER REFERENCES hearing_answers (id),
    withdrawn_at  INTEGER,
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX hearing_answers_current ON hearing_answers (deal_id, question_id) WHERE is_current;
CREATE INDEX hearing_answers_by_deal ON hearing_answers (deal_id, question_id);
CREATE INDEX hearing_answers_by_question ON hearing_answers (question_id, deal_id, is_current);
CREATE INDEX hearing_answers_by_wording ON hearing_answers (wording_id);
CREATE INDEX hearing_answers_by_contact ON hearing_answers (contact_id) WHERE contact_id IS NOT NULL;

-- What was chosen, to count and to find by.
CREATE TABLE hearing_answer_choices (
    answer_id  INTEGER NOT NULL REFERENCES hearing_answers (id),
    choice     TEXT NOT NULL,
    PRIMARY KEY (answer_id, choice)
) STRICT, WITHOUT ROWID;

-- What could be proposed, drawn from answers.
CREATE TABLE proposal_ideas (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id     INTEGER NOT NULL REFERENCES deals (id),
    text        TEXT NOT NULL,
    by_user_id  INTEGER REFERENCES users (id),
    at          INTEGER NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1,
    deleted_at  INTEGER
) STRICT;
CREATE INDEX proposal_ideas_by_deal ON proposal_ideas (deal_id);

CREATE TABLE proposal_idea_answers (
    idea_id    INTEGER NOT NULL REFERENCES proposal_ideas (id),
    answer_id  INTEGER NOT NULL REFERENCES hearing_answers (id),
    PRIMARY KEY (idea_id, answer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_idea_answers_by_answer ON proposal_idea_answers (answer_id);
