-- A revoked certificate may be replaced by a new one, say when a name was misspelt. ------------------------------------

-- The table again, because the sitting that earned a certificate is now unique among originals only.
CREATE TABLE certificate_with_replacements (
    number TEXT NOT NULL PRIMARY KEY,
    running BIGINT NOT NULL UNIQUE,
    credential_id UUID NOT NULL UNIQUE REFERENCES credential (id),
    person_id UUID NOT NULL REFERENCES person (id),
    holder_name TEXT NOT NULL,
    holder_latin_name TEXT NOT NULL,
    -- The exam attempt that earned it, where it was earned here.
    attempt_id UUID,
    -- The revoked certificate that it stands in for, with the same level, days and attempt.
    replaces TEXT UNIQUE REFERENCES certificate_with_replacements (number),
    signing_key TEXT NOT NULL REFERENCES signing_key (id),
    badge TEXT NOT NULL,
    issued_by UUID NOT NULL REFERENCES account (id),
    issued_at TIMESTAMPTZ NOT NULL
);
INSERT INTO certificate_with_replacements (number, running, credential_id, person_id, holder_name, holder_latin_name,
    attempt_id, signing_key, badge, issued_by, issued_at)
SELECT number, running, credential_id, person_id, holder_name, holder_latin_name, attempt_id, signing_key, badge,
    issued_by, issued_at FROM certificate;
DROP TABLE certificate;
ALTER TABLE certificate_with_replacements RENAME TO certificate;
CREATE INDEX certificate_by_person ON certificate (person_id, issued_at);
CREATE UNIQUE INDEX certificate_by_attempt ON certificate (attempt_id) WHERE replaces IS NULL;
