-- Format 4: speed.

-- The last payment whose words are in the index of the search: the newest few wait, until they are written many at once.
INSERT INTO setting (key, value) SELECT 'words-upto', CAST(coalesce(max(id), 0) AS TEXT) FROM payment;

-- The words of that index themselves: a search asks which of them begin as it does.
CREATE VIRTUAL TABLE payment_vocabulary USING fts5vocab(payment_words, instance);
