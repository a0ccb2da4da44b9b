-- The heaviest terms of a topic year by year, where they change.
SELECT terms.year, list(terms.term ORDER BY terms.rank) AS terms
FROM out.topic_year_terms AS terms
JOIN out.topic_models AS models USING (model_id)
WHERE terms.topic = $topic AND models.algorithm = coalesce($algorithm, 'nmf')
GROUP BY terms.model_id, terms.year
ORDER BY terms.model_id, terms.year;
