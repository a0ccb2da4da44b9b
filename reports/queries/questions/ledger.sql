-- 25. 文献记录如何从检索所得变为最终保留，关键词和突现词有哪些？
-- How did the records found become the records kept, and what are the top keywords and bursts?
-- views: record_ledger, keyword_nodes, keyword_bursts
-- --limit 60: rows at most; 0 for all
-- note: 依次为去留原因、前 20 个关键词、前 20 个突现词。
--     Reasons first, then the 20 most frequent keywords, then the 20 strongest bursts.
WITH reasons AS (
    SELECT map_id, 'record' AS what, status AS name, reason, count(*) AS n, NULL AS first_year, NULL AS last_year,
        NULL AS strength
    FROM out.record_ledger
    GROUP BY ALL
),
keywords AS (
    SELECT map_id, 'keyword' AS what, keyword AS name, NULL AS reason, count AS n, first_year, NULL AS last_year,
        NULL AS strength
    FROM out.keyword_nodes
    QUALIFY row_number() OVER (PARTITION BY map_id ORDER BY count DESC, keyword) <= 20
),
bursts AS (
    SELECT map_id, 'burst' AS what, keyword AS name, NULL AS reason, NULL AS n, "begin" AS first_year,
        "end" AS last_year, strength
    FROM out.keyword_bursts
    QUALIFY row_number() OVER (PARTITION BY map_id ORDER BY strength DESC, keyword, "begin") <= 20
)
SELECT map_id, what, name, reason, n, first_year, last_year, strength
FROM (FROM reasons UNION ALL FROM keywords UNION ALL FROM bursts)
ORDER BY
    map_id,
    CASE what WHEN 'record' THEN 1 WHEN 'keyword' THEN 2 ELSE 3 END,
    strength DESC NULLS LAST,
    n DESC NULLS LAST,
    name,
    reason,
    first_year
LIMIT $limit;
