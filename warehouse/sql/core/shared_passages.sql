CREATE TABLE core.shared_passages AS
SELECT
    document_a || '-' || printf('%05d', position_a) AS sentence_a,
    document_b || '-' || printf('%05d', position_b) AS sentence_b,
    document_a,
    document_b,
    source,
    is_earliest,
    similarity
FROM staged_shared_passages
ORDER BY sentence_b, source, sentence_a;
