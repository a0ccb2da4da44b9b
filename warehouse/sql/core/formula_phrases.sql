CREATE TABLE core.formula_phrases AS
SELECT
    document_id || '-' || printf('%05d', position) AS sentence_id,
    *
FROM staged_formulas
ORDER BY document_id, position, char_start;
