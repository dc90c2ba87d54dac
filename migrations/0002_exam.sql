-- Exams: sessions, places in them, sittings with their answers, logs and results. Level exams and on-post exams use the same
-- tables; `kind` says which. Papers, responses and outcomes are JSON; states and kinds are words.

-- A window in which an exam can be sat. `taken` counts the places; it never exceeds `seats`.
CREATE TABLE exam_session (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    form_id TEXT NOT NULL,
    form_hash TEXT NOT NULL REFERENCES content_version (hash),
    title TEXT NOT NULL DEFAULT '',
    opens_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    seats BIGINT NOT NULL CHECK (seats >= 0),
    taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0 AND taken <= seats),
    created_by UUID NOT NULL REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX exam_session_by_window ON exam_session (closes_at, opens_at);

-- A place in a session: registered → started, or revoked.
CREATE TABLE registration (
    id UUID NOT NULL PRIMARY KEY,
    session_id UUID NOT NULL REFERENCES exam_session (id),
    person_id UUID NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,
    extra_percent BIGINT NOT NULL DEFAULT 0,
    registered_by UUID NOT NULL REFERENCES account (id),
    registered_at TIMESTAMPTZ NOT NULL,
    revoked_reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (session_id, person_id)
);
CREATE INDEX registration_by_person ON registration (person_id);

-- A sitting. The running part, its end and when the server must act stand here once more, so that one row decides about a
-- save. A worker that scores claims the row for a while; its result's number makes sure that there is only one.
CREATE TABLE attempt (
    id UUID NOT NULL PRIMARY KEY,
    registration_id UUID NOT NULL UNIQUE REFERENCES registration (id),
    session_id UUID NOT NULL REFERENCES exam_session (id),
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    form_id TEXT NOT NULL,
    form_hash TEXT NOT NULL,
    seed BIGINT NOT NULL,
    locale TEXT NOT NULL,
    grace_seconds BIGINT NOT NULL,
    release_policy TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    released_at TIMESTAMPTZ,
    open_part TEXT,
    open_until TIMESTAMPTZ,
    due_at TIMESTAMPTZ,
    lease_id UUID NOT NULL,
    lease_number BIGINT NOT NULL,
    lease_session UUID NOT NULL,
    lease_device TEXT NOT NULL,
    lease_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    claimed_by TEXT,
    claimed_until TIMESTAMPTZ,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX attempt_by_person ON attempt (person_id, kind, level, started_at);
CREATE INDEX attempt_by_session ON attempt (session_id);
CREATE INDEX attempt_by_state ON attempt (state, due_at);

-- A part of a sitting with what is asked in it. `transcript` is the conversation of a role-play.
CREATE TABLE attempt_part (
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    allowed_seconds BIGINT NOT NULL,
    cut_percent BIGINT NOT NULL,
    paper TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at TIMESTAMPTZ,
    ends_at TIMESTAMPTZ,
    closed_at TIMESTAMPTZ,
    closed_by TEXT,
    transcript TEXT,
    PRIMARY KEY (attempt_id, place)
);

-- The answer that stands for an item. Without a response it was taken back.
CREATE TABLE answer (
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    item_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    lease_number BIGINT NOT NULL,
    response TEXT,
    flagged BOOLEAN NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (attempt_id, item_id)
);

-- What arrived after the end: evidence, never scored. One row per item and device, the highest sequence.
CREATE TABLE late_answer (
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    item_id TEXT NOT NULL,
    lease_number BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    response TEXT,
    arrived_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (attempt_id, item_id, lease_number)
);

-- What happened in a sitting, step by step. Rows never change.
CREATE TABLE attempt_event (
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor UUID REFERENCES account (id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (attempt_id, seq)
);

-- What a person must score: an answer without its author. `subject` is an item or a scenario, pinned by its hash; the id is
-- drawn by chance and tells nothing about anybody.
CREATE TABLE script (
    id UUID NOT NULL PRIMARY KEY,
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    subject TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    level BIGINT NOT NULL,
    scored BOOLEAN NOT NULL,
    UNIQUE (attempt_id, subject)
);
CREATE INDEX script_by_subject ON script (scored, subject);

-- What a person decided about a script: marks per criterion. The highest version stands.
CREATE TABLE human_score (
    script_id UUID NOT NULL REFERENCES script (id),
    version BIGINT NOT NULL,
    marks TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    scored_by UUID NOT NULL REFERENCES account (id),
    scored_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (script_id, version)
);

-- Results. A corrected key adds a version; the highest stands.
CREATE TABLE attempt_result (
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    version BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    passed BOOLEAN NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    made_by UUID REFERENCES account (id),
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (attempt_id, version)
);
