-- Mean share of a topic over places by year, with a normal interval of 95 % over them.
SELECT
    shares.year,
    count(*) AS places,
    avg(shares.share) AS share,
    CASE WHEN count(*) > 1 THEN greatest(0, avg(shares.share) - 1.96 * stddev_samp(shares.share) / sqrt(count(*))) END AS low,
    avg(shares.share) + 1.96 * stddev_samp(shares.share) / sqrt(count(*)) AS high
FROM out.city_topics AS shares
JOIN out.topic_models AS models USING (model_id)
WHERE shares.topic = $topic AND models.algorithm = coalesce($algorithm, 'nmf')
GROUP BY shares.year
ORDER BY shares.year;
