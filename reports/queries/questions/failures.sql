-- 24. 哪些网站失败了，原因是什么？
-- Which sites failed, and why?
-- views: fetches, runs, coverage, document_issues
-- --limit 40: rows at most; 0 for all
-- note: 抓取按网站和原因合计；文件无法读取、运行未完成、年份未能收集各占一类。
--     Fetches are counted by site and reason; then files that cannot be read, runs that did not end well, and years that are missing.
WITH fetched AS (
    SELECT
        'fetch' AS what,
        coalesce(regexp_extract(url, '^[a-z]+://([^/:]+)', 1), source) AS whose,
        coalesce(blocked_reason, status) AS reason,
        count(*) AS n,
        max(fetched_at) AS last_at,
        arg_max(url, (fetched_at, url)) AS example
    FROM out.fetches
    WHERE path IS NULL
        AND (blocked_reason IS NOT NULL OR NOT (regexp_full_match(status, '2[0-9][0-9]') OR status = '304'))
    GROUP BY ALL
),
unread AS (
    SELECT 'file' AS what, 'add' AS whose, issue AS reason, count(*) AS n, NULL AS last_at, max(path) AS example
    FROM out.document_issues
    WHERE document_id IS NULL
    GROUP BY ALL
),
ran AS (
    SELECT 'run' AS what, command AS whose, status AS reason, count(*) AS n, max(started_at) AS last_at,
        max(run_id) AS example
    FROM out.runs
    WHERE status <> 'completed'
    GROUP BY ALL
),
uncovered AS (
    SELECT 'coverage' AS what, city AS whose, status AS reason, count(*) AS n, NULL AS last_at,
        string_agg(year::VARCHAR, '、' ORDER BY kind, year) AS example
    FROM out.coverage
    WHERE status <> 'collected'
    GROUP BY city, city_code, status
)
SELECT what, whose, reason, n, last_at, example
FROM (FROM fetched UNION ALL FROM unread UNION ALL FROM ran UNION ALL FROM uncovered)
ORDER BY CASE what WHEN 'fetch' THEN 1 WHEN 'file' THEN 2 WHEN 'run' THEN 3 ELSE 4 END, n DESC, whose, reason
LIMIT $limit;
