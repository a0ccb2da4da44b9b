CREATE TABLE core.instruments AS
SELECT
    document_id || '-' || printf('%05d', position) AS sentence_id,
    *
FROM staged_instruments
ORDER BY document_id, position, char_start, char_end;
