-- Topics of the published models, with their heaviest terms and their mean share of the documents.
SELECT
    topics.model_id,
    topics.topic,
    topics.label,
    shares.share,
    terms.terms
FROM out.topics AS topics
LEFT JOIN (
    SELECT model_id, topic, avg(share) AS share FROM out.document_topics GROUP BY ALL
) AS shares USING (model_id, topic)
LEFT JOIN (
    SELECT model_id, topic, list(term ORDER BY rank) AS terms
    FROM out.topic_terms
    WHERE rank <= $n_terms
    GROUP BY ALL
) AS terms USING (model_id, topic)
WHERE $algorithm IS NULL OR starts_with(topics.model_id, $algorithm || '-')
ORDER BY topics.model_id, shares.share DESC, topics.topic;
