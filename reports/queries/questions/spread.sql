-- 12. 谁最先使用“海绵城市”，谁随后跟进？
-- Who used 海绵城市 first, who followed?
-- views: first_mentions, diffusion, sentences, places
-- --cities: places; all where none is given
-- --terms 海绵城市: terms of the lexicon
-- --scheme urban_resilience: scheme whose terms they are; leaders and followers are known of this one
-- --limit 20: rows at most; 0 for all
-- note: 次序按首次提及的年份和会议日期。最先者、后继数只在同省或同级内计算：先后不等于因果。
--     Placed by year and session of the first mention. Leaders and followers are of the same province or level: an
--     order in time, no cause.
-- note: 截尾：此前没有收集到报告，可能更早。Censored: no report before was collected, so that it may be older.
-- note: 只问词典中的词；词典视为套话的并列（如“、海绵城市”）不算使用。
--     Terms of the lexicon only; mere lists of labels, which the lexicon takes for no statement, are no use of it.
WITH firsts AS (
    SELECT
        term,
        city,
        city_code,
        year,
        session_date,
        last_year_without,
        years_missing,
        is_censored,
        sentence_id
    FROM out.first_mentions
    WHERE scheme = $scheme AND list_contains($terms::VARCHAR[], term)
    QUALIFY row_number() OVER (PARTITION BY term, city_code ORDER BY year, session_date, theme) = 1
),
placed AS (
    SELECT *, rank() OVER (PARTITION BY term ORDER BY year, session_date) AS place_no FROM firsts
),
pairs AS (
    SELECT term, leader_city_code, leader, follower_city_code, max(years_between) AS years_between
    FROM out.diffusion
    WHERE scheme = $scheme AND list_contains($terms::VARCHAR[], term)
    GROUP BY ALL
),
leads AS (
    SELECT term, leader_city_code AS city_code, count(*) AS n_followers
    FROM pairs
    GROUP BY ALL
),
follows AS (
    SELECT
        term,
        follower_city_code AS city_code,
        list(leader ORDER BY years_between DESC, leader_city_code) AS leaders,
        max(years_between) AS years_behind
    FROM pairs
    GROUP BY ALL
)
SELECT
    placed.place_no,
    placed.city,
    placed.city_code,
    placed.year,
    placed.term,
    places.level,
    placed.session_date,
    placed.last_year_without,
    placed.years_missing,
    placed.is_censored,
    coalesce(leads.n_followers, 0) AS n_followers,
    follows.leaders,
    follows.years_behind,
    sentences.text,
    placed.sentence_id
FROM placed
JOIN out.places AS places USING (city_code)
LEFT JOIN leads USING (term, city_code)
LEFT JOIN follows USING (term, city_code)
LEFT JOIN out.sentences AS sentences USING (sentence_id)
WHERE len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], placed.city_code)
ORDER BY placed.term, placed.year, placed.session_date, placed.city_code
LIMIT $limit;
