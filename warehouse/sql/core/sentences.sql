-- A sentence is a formula when two thirds of its Han characters stand in repeated phrases; it follows the document of
-- the longest of them. It is of the epidemic when it holds a term of that hazard.
CREATE TABLE core.sentences AS
WITH repeated AS (
    SELECT
        document_id,
        position,
        sum(n_chars) AS n_chars,
        arg_max(follows_document_id, (n_chars, follows_document_id)) AS follows_document_id
    FROM core.formula_phrases
    GROUP BY ALL
),
-- A plan of which only a listing says that it is one (a file beside a page) was read as any document: it is plan
-- throughout, like the others.
listed_plans AS (
    SELECT sentences.raw_sha256
    FROM staged_sentences AS sentences
    JOIN staged_documents AS documents USING (raw_sha256)
    WHERE documents.kind LIKE '%!_plan' ESCAPE '!'
    GROUP BY sentences.raw_sha256
    HAVING NOT bool_or(sentences.part = 'plan')
),
epidemic AS (
    SELECT DISTINCT raw_sha256, position FROM staged_mentions WHERE scheme = 'hazards' AND theme = 'epidemic'
)
SELECT
    documents.document_id || '-' || printf('%05d', sentences.position) AS sentence_id,
    documents.document_id,
    sentences.* EXCLUDE (raw_sha256, word_ends) REPLACE (
        CASE WHEN listed_plans.raw_sha256 IS NOT NULL AND section_kind = 'body' THEN 'plan' ELSE part END AS part,
        CASE
            WHEN listed_plans.raw_sha256 IS NOT NULL AND section_kind = 'body' THEN 'plan_term' ELSE section_kind
        END AS section_kind
    ),
    sentence_tokens.n_tokens,
    NOT sentences.is_heading AND sentences.section_kind <> 'glossary' AS is_measured,
    coalesce(3 * repeated.n_chars >= 2 * sentences.n_chars, false) AS is_formula,
    CASE WHEN is_formula THEN repeated.follows_document_id END AS follows_document_id,
    epidemic.position IS NOT NULL AS is_epidemic
FROM staged_sentences AS sentences
JOIN staged_documents AS documents USING (raw_sha256)
JOIN staged_sentence_tokens AS sentence_tokens USING (raw_sha256, position)
LEFT JOIN repeated ON repeated.document_id = documents.document_id AND repeated.position = sentences.position
LEFT JOIN listed_plans ON listed_plans.raw_sha256 = sentences.raw_sha256
LEFT JOIN epidemic ON epidemic.raw_sha256 = sentences.raw_sha256 AND epidemic.position = sentences.position
ORDER BY documents.document_id, sentences.position;
