-- The specimens in a table that refuses what 'plainlab check' would name, with what they refer to; the
-- form of labels is a rule of the lab's own.
SET threads = $threads;
SET preserve_insertion_order = false;
CREATE TYPE specimen_status AS ENUM ('RECEIVED', 'IN_PROCESS', 'COMPLETED', 'ERROR');
CREATE TABLE assays AS SELECT * FROM read_csv('$folder/assays.csv', header = true);
ALTER TABLE assays ADD PRIMARY KEY (code);
CREATE TABLE error_codes AS SELECT * FROM read_csv('$folder/error_codes.csv', header = true);
ALTER TABLE error_codes ADD PRIMARY KEY (code);
CREATE TABLE resources AS SELECT * FROM read_csv('$folder/resources.csv', header = true);
ALTER TABLE resources ADD PRIMARY KEY (code);
CREATE TABLE users AS SELECT * FROM read_csv('$folder/users.csv', header = true);
ALTER TABLE users ADD PRIMARY KEY (code);
CREATE TABLE specimens (
  id BIGINT PRIMARY KEY,
  specimen_id VARCHAR NOT NULL UNIQUE CHECK (length(specimen_id) <= 50)
    CHECK (regexp_full_match(specimen_id, 'L[0-9]{8}')),
  assay VARCHAR NOT NULL REFERENCES assays (code),
  machine_id VARCHAR NOT NULL REFERENCES resources (code),
  operator_id VARCHAR NOT NULL REFERENCES users (code),
  status specimen_status NOT NULL,
  error_code VARCHAR REFERENCES error_codes (code),
  received_at TIMESTAMP NOT NULL,
  processed_at TIMESTAMP CHECK (received_at <= processed_at),
  CHECK ((error_code IS NOT NULL) = (status = 'ERROR')),
  CHECK ((processed_at IS NOT NULL) = (status IN ('COMPLETED', 'ERROR'))));
COPY specimens FROM '$folder/specimens.csv' (HEADER, AUTO_DETECT false);
SELECT count(*) AS specimens FROM specimens;
