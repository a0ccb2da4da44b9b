-- One row: a bibliographic record as imported.
-- Empty in this release: records are imported by the literature map.
CREATE OR REPLACE VIEW out.records AS
SELECT
    NULL::VARCHAR AS record_id,
    NULL::VARCHAR AS file,
    NULL::VARCHAR AS type,
    NULL::VARCHAR AS title,
    NULL::VARCHAR[] AS authors,
    NULL::VARCHAR[] AS institutions,
    NULL::VARCHAR AS journal,
    NULL::INTEGER AS year,
    NULL::VARCHAR[] AS keywords,
    NULL::VARCHAR[] AS funds
WHERE false;

COMMENT ON VIEW out.records IS 'One row: a bibliographic record as imported. Empty in this release: records are imported by the literature map.';
COMMENT ON COLUMN out.records.record_id IS 'Record: an id derived from its content.';
COMMENT ON COLUMN out.records.file IS 'Name of the export file it came from.';
COMMENT ON COLUMN out.records.type IS 'Type of publication: journal article, thesis, conference paper, newspaper article or other.';
COMMENT ON COLUMN out.records.title IS 'Title.';
COMMENT ON COLUMN out.records.authors IS 'Authors, in the order given.';
COMMENT ON COLUMN out.records.institutions IS 'Institutions of the authors, in the order given.';
COMMENT ON COLUMN out.records.journal IS 'Journal, newspaper, proceedings or university it appeared in.';
COMMENT ON COLUMN out.records.year IS 'Year of publication.';
COMMENT ON COLUMN out.records.keywords IS 'Keywords, in the order given.';
COMMENT ON COLUMN out.records.funds IS 'Funds that paid for the work.';
