-- Strength orders what the same practice may rest on: a sentence of depth 2 and more before a list, a list before a
-- mention; deeper before less deep, own wording before a formula.
-- Known: a sentence from the day its document was delivered or published, in doubt from the end of its year; a list row
-- from the day the membership began. A bracket with a day at the end of a title is no part of it.
CREATE OR REPLACE VIEW out.practices_known AS
WITH titled AS (
    SELECT DISTINCT
        document_title,
        regexp_replace(
            regexp_replace(
                translate(regexp_replace(document_title, '\s+', '', 'g'), '《》', '〈〉'),
                '[（(][^（）()]*[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[^（）()]*[）)]$',
                ''
            ),
            '^〈([^〈〉]*)〉$',
            '\1'
        ) AS title
    FROM out.practices
)
SELECT
    practices.category,
    practices.city_code,
    practices.city,
    practices.practice,
    practices.practice_type,
    practices.depth,
    practices.origin,
    practices.document_title,
    practices.document_id,
    practices.kind,
    practices.document_date,
    practices.year,
    practices.part,
    practices.heading,
    practices.page_no,
    practices.sentence_id,
    practices.sentence,
    practices.url,
    practices.source,
    practices.source_date,
    practices.confidence,
    practices.known_since AS known_on,
    CASE
        WHEN practices.sentence_id IS NULL THEN 15
        ELSE 10 * practices.depth + (practices.origin IS NOT DISTINCT FROM 'own')::INTEGER
    END AS strength,
    CASE WHEN places.level = 'province' THEN practices.city ELSE coalesce(places.printed_name, practices.city) END
        AS printed_city,
    CASE
        WHEN practices.sentence_id IS NULL
            THEN '名录：' || regexp_replace(practices.source, 'https?://(?:www\.)?([^/;,\s]+)[^;,\s]*', '\1', 'g')
        ELSE '《' || coalesce(titled.title, '无题') || '》' || coalesce(
            '（' || nullif(
                CASE WHEN contains(coalesce(titled.title, ''), places.short_name) THEN '' ELSE places.printed_name END
                || CASE
                    WHEN practices.kind <> 'work_report' OR contains(coalesce(titled.title, ''), practices.year::VARCHAR)
                        THEN ''
                    ELSE practices.year::VARCHAR || '年'
                END,
                ''
            ) || '）',
            ''
        )
    END AS printed_document
FROM out.practices AS practices
LEFT JOIN out.places AS places USING (city_code)
LEFT JOIN titled ON titled.document_title IS NOT DISTINCT FROM practices.document_title;

COMMENT ON VIEW out.practices_known IS 'One row: a row of out.practices, with the day from which it could be known and the words it is printed with.';
COMMENT ON COLUMN out.practices_known.category IS 'Category: 国际合作类, 自主探索类, 试点示范类 or 基层治理类.';
COMMENT ON COLUMN out.practices_known.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.practices_known.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.practices_known.practice IS 'Practice: the instrument of the place, or the programme it takes part in, as named.';
COMMENT ON COLUMN out.practices_known.practice_type IS 'Type of practice: membership, pilot, the kind of document (work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article), or the id of a community practice.';
COMMENT ON COLUMN out.practices_known.depth IS 'Depth of the deepest sentence: 1 word or formula, 2 own goal or task, 3 instrument named, 4 result reported; NULL where the row rests on a list.';
COMMENT ON COLUMN out.practices_known.origin IS 'Origin of the wording: own or formula.';
COMMENT ON COLUMN out.practices_known.document_title IS 'Title of the document that shows the practice.';
COMMENT ON COLUMN out.practices_known.document_id IS 'Document that shows the practice, an id of out.documents; NULL where it rests on a list only.';
COMMENT ON COLUMN out.practices_known.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article.';
COMMENT ON COLUMN out.practices_known.document_date IS 'Day the document was delivered or published (ISO date), NULL where unknown.';
COMMENT ON COLUMN out.practices_known.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.practices_known.part IS 'Part of the document: review, plan or other.';
COMMENT ON COLUMN out.practices_known.heading IS 'Heading above the sentence.';
COMMENT ON COLUMN out.practices_known.page_no IS 'Page of the sentence in the file (from 1), NULL where the file has no pages.';
COMMENT ON COLUMN out.practices_known.sentence_id IS 'Sentence that shows the practice, an id of out.sentences; NULL where it rests on a list only.';
COMMENT ON COLUMN out.practices_known.sentence IS 'Text of that sentence.';
COMMENT ON COLUMN out.practices_known.url IS 'Address of the document, NULL where it was given as a file.';
COMMENT ON COLUMN out.practices_known.source IS 'Source of the curated list the row rests on, NULL where it was mined.';
COMMENT ON COLUMN out.practices_known.source_date IS 'Day that source was published or read (ISO date).';
COMMENT ON COLUMN out.practices_known.confidence IS 'Share of judged rows of the same basis and depth that were right, out.practices.confidence.';
COMMENT ON COLUMN out.practices_known.known_on IS 'Day from which the row could be known, out.practices.known_since (ISO date).';
COMMENT ON COLUMN out.practices_known.strength IS 'What a printed practice rests on: the row of the greatest strength. Ten times the depth of a sentence, one more for own wording; 15 for a row that rests on a list.';
COMMENT ON COLUMN out.practices_known.printed_city IS 'Name of the place as printed, out.places.printed_name.';
COMMENT ON COLUMN out.practices_known.printed_document IS 'Document as printed: its title in 《》, and in brackets the place and, for a work report, the year that the title leaves out; 名录： and the source where the row rests on a list, addresses cut to their host.';
