-- The document that proves since when somebody serves customers.
ALTER TABLE person ADD COLUMN on_post_evidence_id UUID REFERENCES evidence (id);
