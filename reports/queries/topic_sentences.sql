-- Sentences most typical of a topic: those with most of the weight of its ten heaviest terms, one a document, shorter first
-- where they hold the same.
WITH terms AS (
    SELECT terms.model_id, terms.topic, terms.term, terms.weight
    FROM out.topic_terms AS terms
    JOIN out.topic_models AS models USING (model_id)
    WHERE terms.topic = $topic
        AND terms.rank <= 10
        AND models.algorithm = coalesce($algorithm, 'nmf')
),
scored AS (
    SELECT
        sentences.sentence_id,
        any_value(sentences.document_id) AS document_id,
        any_value(sentences.n_chars) AS n_chars,
        any_value(sentences.text) AS text,
        sum(terms.weight) AS score
    FROM out.sentences AS sentences
    JOIN terms ON contains(sentences.text, terms.term)
    WHERE sentences.is_measured
    GROUP BY sentences.sentence_id
),
best AS (
    SELECT * FROM scored
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY score DESC, n_chars, sentence_id) = 1
)
SELECT
    documents.city,
    documents.year,
    best.text,
    documents.url,
    best.sentence_id,
    (SELECT any_value(label) FROM out.topics JOIN terms USING (model_id, topic)) AS label
FROM best
JOIN out.documents AS documents USING (document_id)
ORDER BY best.score DESC, best.n_chars, best.sentence_id
LIMIT $most;
