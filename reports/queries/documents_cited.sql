-- What a citation needs to know of documents, and the name by which Table 1 has them: of a work report its year and place,
-- whatever its own title. $document_ids: the documents.
WITH called AS (
    SELECT document_id, any_value(document_title) AS called
    FROM out.practices
    WHERE list_contains($document_ids::VARCHAR[], document_id)
    GROUP BY document_id
)
SELECT
    documents.document_id,
    documents.city_code,
    places.short_name,
    places.pinyin,
    places.level,
    documents.kind,
    documents.year,
    documents.published_date,
    documents.title,
    called.called,
    documents.issuer,
    documents.url,
    documents.fetched_at::DATE AS cited_on
FROM out.documents AS documents
LEFT JOIN out.places AS places USING (city_code)
LEFT JOIN called USING (document_id)
WHERE list_contains($document_ids::VARCHAR[], documents.document_id)
ORDER BY documents.city_code, documents.year, documents.session_date, documents.document_id;
