-- Format 5: why a payment that we had asked for came to nothing, where only a later look at its provider told it.
CREATE TABLE payment_decline (
  payment BLOB PRIMARY KEY CHECK (length(payment) = 16),
  class TEXT NOT NULL,
  code TEXT
) STRICT, WITHOUT ROWID;
