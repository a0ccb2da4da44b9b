-- Terms of each topic of a model, heaviest first; one row a topic.
SELECT terms.model_id, terms.topic, list(terms.term ORDER BY terms.rank) AS terms
FROM out.topic_terms AS terms
JOIN out.topic_models AS models USING (model_id)
WHERE models.algorithm = $algorithm
GROUP BY ALL
ORDER BY terms.model_id, terms.topic;
