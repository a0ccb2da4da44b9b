-- What a citation needs to know of documents. $document_ids: the documents.
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
    documents.issuer,
    documents.url,
    documents.fetched_at::DATE AS cited_on
FROM out.documents AS documents
LEFT JOIN out.places AS places USING (city_code)
WHERE list_contains($document_ids::VARCHAR[], documents.document_id)
ORDER BY documents.city_code, documents.year, documents.session_date, documents.document_id;
