-- One row: a practice of a place, with the evidence for it.
-- Empty in this release: practices are mined once themes are measured.
CREATE OR REPLACE VIEW out.practices AS
SELECT
    NULL::VARCHAR AS category,
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::VARCHAR AS practice,
    NULL::VARCHAR AS practice_type,
    NULL::INTEGER AS depth,
    NULL::VARCHAR AS origin,
    NULL::VARCHAR AS document_title,
    NULL::VARCHAR AS document_id,
    NULL::VARCHAR AS kind,
    NULL::DATE AS document_date,
    NULL::INTEGER AS year,
    NULL::VARCHAR AS part,
    NULL::VARCHAR AS heading,
    NULL::INTEGER AS page_no,
    NULL::VARCHAR AS sentence_id,
    NULL::VARCHAR AS sentence,
    NULL::VARCHAR AS url,
    NULL::VARCHAR AS source,
    NULL::DATE AS source_date,
    NULL::DOUBLE AS confidence
WHERE false;

COMMENT ON VIEW out.practices IS 'One row: a practice of a place, with the evidence for it. Empty in this release: practices are mined once themes are measured.';
COMMENT ON COLUMN out.practices.category IS 'Category: 国际合作类, 自主探索类, 试点示范类 or 基层治理类.';
COMMENT ON COLUMN out.practices.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.practices.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.practices.practice IS 'Practice: the instrument of the place, or the programme it takes part in, as named.';
COMMENT ON COLUMN out.practices.practice_type IS 'Type of practice: membership, pilot, the kind of document (work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article), or the id of a community practice.';
COMMENT ON COLUMN out.practices.depth IS 'Depth of the evidence: 0 silent, 1 word or formula, 2 own goal or task, 3 instrument named, 4 result reported.';
COMMENT ON COLUMN out.practices.origin IS 'Origin of the wording: own or formula.';
COMMENT ON COLUMN out.practices.document_title IS 'Title of the document that shows the practice.';
COMMENT ON COLUMN out.practices.document_id IS 'Document that shows the practice, an id of out.documents; NULL where it rests on a list only.';
COMMENT ON COLUMN out.practices.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article.';
COMMENT ON COLUMN out.practices.document_date IS 'Day the document was delivered or published (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.practices.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.practices.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.practices.heading IS 'Heading above the sentence.';
COMMENT ON COLUMN out.practices.page_no IS 'Page of the sentence in the file (from 1), NULL where the file has no pages.';
COMMENT ON COLUMN out.practices.sentence_id IS 'Sentence that shows the practice, an id of out.sentences; NULL where it rests on a list only.';
COMMENT ON COLUMN out.practices.sentence IS 'Text of that sentence.';
COMMENT ON COLUMN out.practices.url IS 'Address of the document, NULL where it was given as a file.';
COMMENT ON COLUMN out.practices.source IS 'Source of the curated list the row rests on, NULL where it was mined.';
COMMENT ON COLUMN out.practices.source_date IS 'Day that source was published or read (ISO date).';
COMMENT ON COLUMN out.practices.confidence IS 'Confidence that the practice is real (0 to 1).';
