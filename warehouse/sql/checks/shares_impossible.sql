-- Shares outside 0 to 1, and topics of a document that do not sum to 1.
CREATE OR REPLACE VIEW checks.shares_impossible AS
SELECT 'city_themes' AS table_name, concat_ws('/', city_code, year, kind, part, theme) AS key
FROM core.city_themes
WHERE sentences > n_sentences
UNION ALL
SELECT 'document_topics', concat_ws('/', model_id, document_id)
FROM core.document_topics
GROUP BY ALL
HAVING abs(sum(share) - 1) > 1e-6;
