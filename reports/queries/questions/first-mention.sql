-- 1. 哪些地方的工作报告提出了城市意义上的韧性，最早在哪一年，此前各年是否清楚？
-- Which cities put the resilient city (urban sense) in their work report, when first, and do we know the years before?
-- views: first_mentions, sentences, places
-- --cities: places; all where none is given
-- --years: years of the first mention; all where none is given
-- --limit 20: rows at most; 0 for all
-- note: 截尾：此前没有收集到报告，可能更早。Censored: no report before was collected, so that it may be older.
-- note: 缺的年数：最后一次未提及与首次提及之间没有报告的年数。Years missing lie between the last silence and the mention.
SELECT
    mentions.city,
    mentions.city_code,
    places.level,
    mentions.year,
    mentions.session_date,
    mentions.last_year_without,
    mentions.years_missing,
    mentions.is_censored,
    sentences.part,
    sentences.heading,
    sentences.text,
    mentions.sentence_id
FROM out.first_mentions AS mentions
JOIN out.places AS places USING (city_code)
LEFT JOIN out.sentences AS sentences USING (sentence_id)
WHERE mentions.sense = 'urban'
    AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], mentions.city_code))
    AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], mentions.year))
ORDER BY mentions.year, mentions.session_date, mentions.city_code, mentions.sentence_id
LIMIT $limit;
