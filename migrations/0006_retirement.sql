-- Trainers write items that no file holds yet (`file_hash` is empty then), and take units out of use.
ALTER TABLE publication ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE;
