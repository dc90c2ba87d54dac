-- One schema for SQLite and PostgreSQL. Types are those that both understand: on SQLite they only hint at an affinity.
-- Rows that change carry `version`: an update names the version it read, and touching no row means that somebody was faster.
-- Ids are UUID v7, hashes are lower-case hexadecimal text, JSON is text, states and kinds are words.

-- People and who may sign in -----------------------------------------------------------------------------------------

CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    latin_name TEXT NOT NULL DEFAULT '',
    staff_number TEXT UNIQUE,
    department TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    hired_on DATE,
    on_post_on DATE,
    on_post_state TEXT NOT NULL DEFAULT 'training',
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX person_by_name ON person (name, id);
CREATE INDEX person_by_department ON person (department, name);

-- An account without a password waits for its invitation to be accepted.
CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    sign_in_name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT,
    person_id UUID UNIQUE REFERENCES person (id),
    locale TEXT,
    theme TEXT,
    last_sign_in_at TIMESTAMPTZ,
    disabled_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE account_role (
    account_id UUID NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    PRIMARY KEY (account_id, role)
);

-- A one-time link. Without an account it makes the first administrator.
CREATE TABLE invitation (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID REFERENCES account (id),
    token_hash TEXT NOT NULL UNIQUE,
    created_by UUID REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX invitation_by_account ON invitation (account_id);

CREATE TABLE session (
    id UUID NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_at);

-- `subject` is the hash of a sign-in name or of a network address: neither stands here in clear.
CREATE TABLE sign_in_failure (
    subject TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TIMESTAMPTZ NOT NULL,
    blocked_until TIMESTAMPTZ
);
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_at);

-- The staff file ------------------------------------------------------------------------------------------------------

-- The bytes lie in the data folder under their SHA-256.
CREATE TABLE evidence (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    uploaded_by UUID NOT NULL REFERENCES account (id),
    uploaded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX evidence_by_person ON evidence (person_id, uploaded_at);

CREATE TABLE education (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    level TEXT NOT NULL,
    school TEXT NOT NULL DEFAULT '',
    major TEXT NOT NULL DEFAULT '',
    major_related BOOLEAN NOT NULL,
    completed DATE,
    status TEXT NOT NULL,
    verified_by UUID REFERENCES account (id),
    verified_at TIMESTAMPTZ,
    reason TEXT NOT NULL DEFAULT '',
    evidence_id UUID REFERENCES evidence (id),
    created_by UUID REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX education_by_person ON education (person_id);
CREATE INDEX education_by_status ON education (status, created_at);

-- `started` and `ended` are the first and the last day worked; without `ended` the person still works there.
CREATE TABLE employment (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    employer TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    started DATE NOT NULL,
    ended DATE,
    related BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    verified_by UUID REFERENCES account (id),
    verified_at TIMESTAMPTZ,
    reason TEXT NOT NULL DEFAULT '',
    evidence_id UUID REFERENCES evidence (id),
    created_by UUID REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX employment_by_person ON employment (person_id);
CREATE INDEX employment_by_status ON employment (status, created_at);

-- A certificate is valid on the days before `expires`.
CREATE TABLE credential (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    number TEXT NOT NULL DEFAULT '',
    issuer TEXT NOT NULL DEFAULT '',
    issued DATE NOT NULL,
    expires DATE,
    revoked_on DATE,
    revoked_reason TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,
    verified_by UUID REFERENCES account (id),
    verified_at TIMESTAMPTZ,
    reason TEXT NOT NULL DEFAULT '',
    evidence_id UUID REFERENCES evidence (id),
    created_by UUID REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX credential_by_person ON credential (person_id);
CREATE INDEX credential_by_status ON credential (status, created_at);

-- What was decided, from which facts, under which rules: enough to replay it. Rows never change.
CREATE TABLE decision (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    as_of DATE NOT NULL,
    basis TEXT NOT NULL,
    rule_set TEXT NOT NULL,
    rule_set_hash TEXT NOT NULL,
    facts TEXT NOT NULL,
    facts_hash TEXT NOT NULL,
    proof TEXT NOT NULL,
    outcome TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    decided_by UUID NOT NULL REFERENCES account (id),
    decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX decision_by_person ON decision (person_id, decided_at);

-- Content and learning ------------------------------------------------------------------------------------------------

-- Versions are immutable: the hash is that of the body. Rule sets are a kind of content too.
CREATE TABLE content_version (
    hash TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    content_id TEXT NOT NULL,
    source_path TEXT NOT NULL,
    body TEXT NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX content_version_by_id ON content_version (kind, content_id, imported_at);

CREATE TABLE content_current (
    kind TEXT NOT NULL,
    content_id TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES content_version (hash),
    PRIMARY KEY (kind, content_id)
);

CREATE TABLE lesson_progress (
    person_id UUID NOT NULL REFERENCES person (id),
    lesson_id TEXT NOT NULL,
    lesson_hash TEXT NOT NULL,
    blocks_read TEXT NOT NULL,
    checks_answered TEXT NOT NULL,
    completed_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (person_id, lesson_id)
);

-- Points are hundredths. `turn` counts a person's answers to an item, from 0: a form that is sent twice answers once.
CREATE TABLE practice_answer (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    item_id TEXT NOT NULL,
    turn BIGINT NOT NULL,
    item_hash TEXT NOT NULL,
    seed BIGINT NOT NULL,
    locale TEXT NOT NULL,
    response TEXT NOT NULL,
    points BIGINT NOT NULL,
    max_points BIGINT NOT NULL,
    answered_at TIMESTAMPTZ NOT NULL,
    UNIQUE (person_id, item_id, turn)
);

CREATE TABLE play (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    scenario_id TEXT NOT NULL,
    scenario_hash TEXT NOT NULL,
    seed BIGINT NOT NULL,
    locale TEXT NOT NULL,
    transcript TEXT NOT NULL,
    state TEXT NOT NULL,
    total BIGINT,
    passed BOOLEAN,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX play_by_person ON play (person_id, scenario_id, started_at);

-- What happened -------------------------------------------------------------------------------------------------------

-- Each entry's hash covers its content and the hash before it.
CREATE TABLE audit_entry (
    seq BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor UUID,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_kind, subject_id, seq);
CREATE INDEX audit_entry_by_actor ON audit_entry (actor, seq);

-- One row: updating it puts writers into a queue on PostgreSQL too, so that the chain never forks.
CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
