-- 12. 谁最先使用“海绵城市”，谁随后跟进？
-- Who used 海绵城市 first, who followed?
-- views: first_mentions, diffusion
-- --cities: places; all where none is given
-- --terms 海绵城市: terms of the lexicon
-- --limit 20: rows at most; 0 for all
-- note: 截尾：此前没有收集到报告，可能更早。Censored: no report before was collected, so that it may be older.
WITH firsts AS (
    SELECT
        term,
        city,
        city_code,
        min(year) AS year,
        arg_min(session_date, year) AS session_date,
        arg_min(last_year_without, year) AS last_year_without,
        arg_min(years_missing, year) AS years_missing,
        arg_min(is_censored, year) AS is_censored,
        arg_min(sentence_id, year) AS sentence_id
    FROM out.first_mentions
    WHERE list_contains($terms::VARCHAR[], term)
    GROUP BY term, city, city_code
),
pairs AS (
    SELECT DISTINCT term, leader_city_code, leader, follower_city_code, years_between
    FROM out.diffusion
    WHERE list_contains($terms::VARCHAR[], term)
),
leads AS (
    SELECT term, leader_city_code AS city_code, count(DISTINCT follower_city_code) AS n_followers
    FROM pairs
    GROUP BY ALL
),
follows AS (
    SELECT
        term,
        follower_city_code AS city_code,
        count(DISTINCT leader_city_code) AS n_leaders,
        list(leader ORDER BY years_between DESC, leader_city_code)[1:3] AS leaders
    FROM pairs
    GROUP BY ALL
)
SELECT
    firsts.term,
    firsts.city,
    firsts.city_code,
    firsts.year,
    firsts.session_date,
    firsts.last_year_without,
    firsts.years_missing,
    firsts.is_censored,
    coalesce(leads.n_followers, 0) AS n_followers,
    coalesce(follows.n_leaders, 0) AS n_leaders,
    follows.leaders,
    firsts.sentence_id
FROM firsts
LEFT JOIN leads USING (term, city_code)
LEFT JOIN follows USING (term, city_code)
WHERE len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], firsts.city_code)
ORDER BY firsts.term, firsts.year, firsts.session_date, firsts.city_code
LIMIT $limit;
