-- Format 4: answers to disputes. One that was or may have been sent stands in the way of another: a provider takes one.
CREATE TABLE dispute_answer (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  dispute INTEGER NOT NULL REFERENCES dispute (id),
  state TEXT NOT NULL CHECK (state IN ('sending', 'unknown', 'sent', 'refused')),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  files INTEGER NOT NULL,
  why TEXT,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX dispute_answer_once ON dispute_answer (dispute) WHERE state <> 'refused';
CREATE INDEX dispute_answer_open ON dispute_answer (state) WHERE state IN ('sending', 'unknown');

-- What was written and attached names people: it is no part of the journal, which has its hash.
CREATE TABLE answer_text (answer BLOB PRIMARY KEY CHECK (length(answer) = 16), text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE answer_file (
  answer BLOB NOT NULL CHECK (length(answer) = 16),
  n INTEGER NOT NULL,
  part TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (answer, n)
) STRICT;
