CREATE TABLE core.practice_uses AS
SELECT
    document_id || '-' || printf('%05d', position) AS sentence_id,
    *
FROM staged_practice_uses
ORDER BY document_id, position, subject;
