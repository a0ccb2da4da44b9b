-- Files and fetches that brought bytes and are accounted for by no origin, no earlier version, no issue and no withdrawal.
CREATE OR REPLACE VIEW checks.files_lost AS
SELECT fetches.raw_sha256, fetches.path, fetches.url
FROM core.fetches AS fetches
WHERE fetches.raw_sha256 IS NOT NULL AND fetches.status <> 'container' AND fetches.role IN ('document', 'attachment')
    AND NOT EXISTS (
        SELECT 1 FROM core.fetches AS later WHERE later.status = 'withdrawn' AND later.path = fetches.path
    )
    AND NOT EXISTS (SELECT 1 FROM core.origins AS origins WHERE origins.raw_sha256 = fetches.raw_sha256)
    AND NOT EXISTS (SELECT 1 FROM core.versions AS versions WHERE versions.raw_sha256 = fetches.raw_sha256)
    AND NOT EXISTS (SELECT 1 FROM core.document_issues AS issues WHERE issues.raw_sha256 = fetches.raw_sha256);
