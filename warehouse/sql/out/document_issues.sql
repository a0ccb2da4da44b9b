-- One row: a doubt about a document or file.
-- A page is read by itself, and then its text is in an attachment; where the files found on it are collected and each of
-- them is read, nothing is lacking: there is no doubt.
CREATE OR REPLACE VIEW out.document_issues AS
WITH attached AS (
    SELECT
        fetches.found_on AS address,
        fetches.url,
        bool_or(coalesce(documents.n_sentences, 0) > 0) AS is_read
    FROM core.fetches AS fetches
    LEFT JOIN core.origins AS origins USING (url)
    LEFT JOIN core.documents AS documents ON documents.document_id = origins.document_id
    WHERE fetches.role = 'attachment'
    GROUP BY fetches.found_on, fetches.url
),
pages AS (
    SELECT raw_sha256, url AS address FROM core.fetches WHERE raw_sha256 IS NOT NULL
    UNION
    SELECT raw_sha256, final_url AS address FROM core.fetches WHERE raw_sha256 IS NOT NULL
),
complete AS (
    SELECT pages.raw_sha256
    FROM pages
    JOIN attached USING (address)
    GROUP BY pages.raw_sha256
    HAVING bool_and(attached.is_read)
)
SELECT document_id, issue, detail, raw_sha256, path
FROM core.document_issues
WHERE issue <> 'text_in_attachment' OR raw_sha256 NOT IN (SELECT raw_sha256 FROM complete);

COMMENT ON VIEW out.document_issues IS 'One row: a doubt about a document or file. A page whose text is in attachments is none once the files found on it are read.';
COMMENT ON COLUMN out.document_issues.document_id IS 'Document in doubt, an id of out.documents; NULL for files that no reader understood.';
COMMENT ON COLUMN out.document_issues.issue IS 'Kind of doubt, an issue of out.issue_kinds.';
COMMENT ON COLUMN out.document_issues.detail IS 'What was found, in words.';
COMMENT ON COLUMN out.document_issues.raw_sha256 IS 'SHA-256 of the bytes of the file or page, in hexadecimal.';
COMMENT ON COLUMN out.document_issues.path IS 'Path of the file in doubt; NULL for pages fetched and where the doubt is about the bytes alone.';
