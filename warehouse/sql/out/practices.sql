-- One row: a practice of a place as one document shows it, or as a curated list says.
CREATE OR REPLACE VIEW out.practices AS
SELECT
    practices.category,
    practices.city_code,
    places.city,
    practices.practice,
    practices.practice_type,
    practices.depth::INTEGER AS depth,
    CASE WHEN practices.follows_document_id IS NULL THEN 'own' ELSE 'formula' END AS origin,
    CASE
        WHEN documents.kind = 'work_report' AND documents.year IS NOT NULL
            THEN documents.year || '年' || places.city || '政府工作报告'
        ELSE documents.title
    END AS document_title,
    practices.document_id,
    documents.kind,
    documents.known_day AS document_date,
    documents.year::INTEGER AS year,
    sentences.part,
    sentences.heading,
    sentences.page_no::INTEGER AS page_no,
    practices.sentence_id,
    sentences.text AS sentence,
    documents.url,
    NULL::VARCHAR AS source,
    NULL::DATE AS source_date,
    practices.confidence,
    practices.instrument_kind,
    practices.instrument,
    practices.n_statements,
    documents.known_since
FROM core.practices AS practices
JOIN core.documents AS documents USING (document_id)
JOIN core.sentences AS sentences USING (sentence_id)
JOIN core.places AS places ON places.city_code = practices.city_code
UNION ALL
SELECT
    programmes.category,
    memberships.city_code,
    CASE WHEN places.level = 'province' THEN coalesce(memberships.unit, places.city) ELSE places.city END AS city,
    programmes.practice,
    programmes.practice_type,
    NULL AS depth,
    NULL AS origin,
    NULL AS document_title,
    NULL AS document_id,
    NULL AS kind,
    NULL AS document_date,
    NULL AS year,
    NULL AS part,
    NULL AS heading,
    NULL AS page_no,
    NULL AS sentence_id,
    NULL AS sentence,
    NULL AS url,
    memberships.source,
    memberships.source_date,
    NULL AS confidence,
    NULL AS instrument_kind,
    NULL AS instrument,
    NULL AS n_statements,
    -- Of a year or month alone the day is not known: its last, unless the source is earlier.
    least(
        CASE memberships.date_precision
            WHEN 'year' THEN make_date(year(memberships.since), 12, 31)
            WHEN 'month' THEN last_day(memberships.since)
            ELSE memberships.since
        END,
        greatest(memberships.since, memberships.source_date)
    ) AS known_since
FROM core.memberships AS memberships
JOIN core.programmes AS programmes USING (programme)
JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.practices IS 'One row: a practice of a city as one document shows it (its deepest sentence), or as a curated list of members says. Depth 2 and more make a line of Table 1, depth 1 is a mention (提及).';
COMMENT ON COLUMN out.practices.category IS 'Category: 国际合作类, 自主探索类, 试点示范类 or 基层治理类.';
COMMENT ON COLUMN out.practices.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.practices.city IS 'Full official name of the place; of a unit without a code (西咸新区) its own name.';
COMMENT ON COLUMN out.practices.practice IS 'Practice: resilience written into a kind of document, an instrument named for it, a practice of community governance, or the programme the place takes part in.';
COMMENT ON COLUMN out.practices.practice_type IS 'Type of practice: membership, pilot, the kind of document (work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article), or the id of a community practice.';
COMMENT ON COLUMN out.practices.depth IS 'Depth of the deepest sentence: 1 word or formula, 2 own goal or task, 3 instrument named, 4 result reported; NULL where the row rests on a list.';
COMMENT ON COLUMN out.practices.origin IS 'Origin of the wording: own, or formula where it repeats an earlier document of another place; NULL where the row rests on a list.';
COMMENT ON COLUMN out.practices.document_title IS 'Title of the document that shows the practice, a work report by year and place; NULL where it rests on a list only.';
COMMENT ON COLUMN out.practices.document_id IS 'Document that shows the practice, an id of out.documents; NULL where it rests on a list only.';
COMMENT ON COLUMN out.practices.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article.';
COMMENT ON COLUMN out.practices.document_date IS 'Day the document was delivered, else published, else the day that its address holds if it is of the year or the one before (ISO date); NULL where unknown.';
COMMENT ON COLUMN out.practices.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.practices.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.practices.heading IS 'Heading above the sentence.';
COMMENT ON COLUMN out.practices.page_no IS 'Page of the sentence in the file (from 1), NULL where the file has no pages.';
COMMENT ON COLUMN out.practices.sentence_id IS 'Sentence that shows the practice, an id of out.sentences; NULL where it rests on a list only.';
COMMENT ON COLUMN out.practices.sentence IS 'Text of that sentence.';
COMMENT ON COLUMN out.practices.url IS 'Address of the document, NULL where it was given as a file.';
COMMENT ON COLUMN out.practices.source IS 'Source of the curated list the row rests on, NULL where it was mined.';
COMMENT ON COLUMN out.practices.source_date IS 'Day that source was published or read (ISO date).';
COMMENT ON COLUMN out.practices.confidence IS 'Share of judged rows of the same basis (document or community practice) and depth that were right, (right + 1) / (n + 2); NULL for lists and for rows of an instrument, which were not judged.';
COMMENT ON COLUMN out.practices.instrument_kind IS 'Kind of the instrument named in the sentence, NULL where none is.';
COMMENT ON COLUMN out.practices.instrument IS 'Instrument as named in the sentence, NULL where none is.';
COMMENT ON COLUMN out.practices.n_statements IS 'Sentences of the document that say it (count).';
COMMENT ON COLUMN out.practices.known_since IS 'Day from which the row could be known: out.documents.known_since; for a list the day the membership began, where only its month or year is known the last of it or the day of the source (ISO date).';
