-- 22. 哪些文件自首次收集以来有过改动？
-- Which documents changed since they were first collected?
-- views: document_versions, documents
-- --cities: places; all where none is given
-- --years: years planned for; all where none is given
-- --limit 20: rows at most; 0 for all
-- note: 改动字数为只见于其一的行的汉字数；0 指只有文件字节不同。
--     Changed: Han characters of lines in only one of the texts; 0 where only the bytes differ.
SELECT
    documents.city,
    documents.city_code,
    documents.year,
    documents.title,
    versions.changed_chars,
    versions.fetched_at AS fetched_before,
    documents.fetched_at AS fetched_now,
    versions.document_id AS earlier_document_id,
    versions.superseded_by AS document_id,
    coalesce(versions.url, versions.path) AS address
FROM out.document_versions AS versions
LEFT JOIN out.documents AS documents ON documents.document_id = versions.superseded_by
WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], documents.city_code))
    AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], documents.year))
ORDER BY versions.changed_chars DESC, documents.city_code, documents.year, versions.document_id, versions.raw_sha256
LIMIT $limit;
