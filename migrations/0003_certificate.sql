-- Certificates of this company, and the public halves of the keys that signed them. ------------------------------------

-- The private half lies in the data folder of the node that made it. Rows never go: old certificates are checked with them.
CREATE TABLE signing_key (
    id TEXT NOT NULL PRIMARY KEY,
    public_key TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    -- Since when it signs nothing new.
    retired_at TIMESTAMPTZ
);

-- What was issued never changes; revocation stands with the credential in the staff file, which the row belongs to.
-- `running` counts certificates from 0: their place in the public status lists.
CREATE TABLE certificate (
    number TEXT NOT NULL PRIMARY KEY,
    running BIGINT NOT NULL UNIQUE,
    credential_id UUID NOT NULL UNIQUE REFERENCES credential (id),
    person_id UUID NOT NULL REFERENCES person (id),
    holder_name TEXT NOT NULL,
    holder_latin_name TEXT NOT NULL,
    -- The exam attempt that earned it, where it was earned here.
    attempt_id UUID UNIQUE,
    signing_key TEXT NOT NULL REFERENCES signing_key (id),
    badge TEXT NOT NULL,
    issued_by UUID NOT NULL REFERENCES account (id),
    issued_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX certificate_by_person ON certificate (person_id, issued_at);
