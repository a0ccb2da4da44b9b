-- One row: a bibliographic record as imported for a literature map.
CREATE OR REPLACE VIEW out.records AS
SELECT
    map_id,
    record_id,
    file,
    type,
    title,
    authors,
    institutions,
    journal,
    year::INTEGER AS year,
    keywords,
    funds
FROM core.records;

COMMENT ON VIEW out.records IS 'One row: a bibliographic record as imported for a literature map (rencheng map); none until a map was made.';
COMMENT ON COLUMN out.records.map_id IS 'Map the record was imported for: an id derived from its files and parameters.';
COMMENT ON COLUMN out.records.record_id IS 'Record: an id derived from the name of its file and its content; the same in every map.';
COMMENT ON COLUMN out.records.file IS 'Name of the export file it came from.';
COMMENT ON COLUMN out.records.type IS 'Type of publication: journal, thesis, conference, newspaper, book, patent, standard, yearbook, achievement or other.';
COMMENT ON COLUMN out.records.title IS 'Title.';
COMMENT ON COLUMN out.records.authors IS 'Authors, in the order given.';
COMMENT ON COLUMN out.records.institutions IS 'Institutions of the authors, in the order given.';
COMMENT ON COLUMN out.records.journal IS 'Journal, newspaper, proceedings or university it appeared in; NULL where the export names none.';
COMMENT ON COLUMN out.records.year IS 'Year of publication; NULL where the export names none.';
COMMENT ON COLUMN out.records.keywords IS 'Keywords as the export gives them, in the order given, before synonyms are merged.';
COMMENT ON COLUMN out.records.funds IS 'Funds that paid for the work.';
