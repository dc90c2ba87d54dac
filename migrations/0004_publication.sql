-- What trainers have published in the browser, one row for each time; rows never change. The highest number of a unit says
-- which version of it counts. `file_hash` is the version that the program's own file had then: publishing that one again
-- gives the unit back to the file.
CREATE TABLE publication (
    kind TEXT NOT NULL,
    content_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    hash TEXT NOT NULL REFERENCES content_version (hash),
    file_hash TEXT NOT NULL,
    reason TEXT NOT NULL,
    published_by UUID NOT NULL REFERENCES account (id),
    published_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (kind, content_id, number)
);
