-- Sentences that a sample to code by hand may draw from: of each document the first few in a random order that the
-- seed fixes, over all of its measured sentences and over those of each theme. Sampling needs no others, since it takes
-- few of one document; the order is that of `order_by_seed` in flows/steps/sampling.py.
WITH measured AS (
    SELECT
        sentences.sentence_id,
        sentences.document_id,
        sentences.city AS place,
        sentences.year,
        sentences.text,
        sha256($seed::VARCHAR || ':' || sentences.sentence_id) AS random_order
    FROM out.sentences AS sentences
    JOIN out.documents AS documents USING (document_id)
    WHERE sentences.is_measured AND documents.is_main AND documents.kind = 'work_report'
),

coded AS (
    SELECT sentence_id, theme FROM out.sentence_themes WHERE scheme = $scheme
),

first_of_all AS (
    SELECT sentence_id
    FROM measured
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY random_order) <= $most_of_document
),

first_of_themes AS (
    SELECT measured.sentence_id
    FROM measured
    JOIN coded USING (sentence_id)
    QUALIFY row_number() OVER (PARTITION BY measured.document_id, coded.theme ORDER BY random_order) <= $most_of_document
),

final AS (
    SELECT
        measured.sentence_id,
        measured.document_id,
        measured.place,
        measured.year,
        measured.text,
        measured.sentence_id IN (FROM first_of_all) AS is_first,
        coalesce(
            (SELECT list(coded.theme ORDER BY coded.theme) FROM coded WHERE coded.sentence_id = measured.sentence_id),
            []
        ) AS themes
    FROM measured
    WHERE measured.sentence_id IN (FROM first_of_all UNION FROM first_of_themes)
)

FROM final ORDER BY sentence_id;
