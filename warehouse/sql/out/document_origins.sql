-- One row: a file or address that a document came from.
CREATE OR REPLACE VIEW out.document_origins AS
SELECT
    document_id,
    path,
    url,
    raw_sha256,
    fetched_at,
    city_code AS filed_city_code,
    year::INTEGER AS filed_year,
    similarity
FROM core.origins;

COMMENT ON VIEW out.document_origins IS 'One row: a file or address that a document came from.';
COMMENT ON COLUMN out.document_origins.document_id IS 'Document read from it, an id of out.documents; NULL for files that no reader understood.';
COMMENT ON COLUMN out.document_origins.path IS 'Path of the file given by hand, NULL for pages fetched.';
COMMENT ON COLUMN out.document_origins.url IS 'Address it was fetched from or claimed to come from, NULL where none is known.';
COMMENT ON COLUMN out.document_origins.raw_sha256 IS 'SHA-256 of the bytes of the file or page, in hexadecimal.';
COMMENT ON COLUMN out.document_origins.fetched_at IS 'Time the bytes were fetched or the file was added (UTC timestamp).';
COMMENT ON COLUMN out.document_origins.filed_city_code IS 'Six-digit administrative code, as text, of the place the path claims; NULL where it claims none.';
COMMENT ON COLUMN out.document_origins.filed_year IS 'Year the path claims, NULL where it claims none.';
COMMENT ON COLUMN out.document_origins.similarity IS 'Share of clauses its text has in common with the text of the document (estimated Jaccard similarity, 0 to 1); 1 for the same text, NULL for files that no reader understood.';
