-- 18. 有哪些话题，各由哪些词构成，哪些文件最典型？
-- Topics, their terms and typical documents
-- views: topics, topic_terms, document_topics, documents
-- --limit 60: rows at most; 0 for all
-- note: 话题只作描述，各次拟合编号不同；比较用主题。
--     Topics describe; their numbers change with every fit. Cities are compared by themes.
WITH terms AS (
    SELECT model_id, topic, list(term ORDER BY rank)[1:10] AS terms
    FROM out.topic_terms
    GROUP BY ALL
),
ranked AS (
    SELECT
        shares.model_id,
        shares.topic,
        shares.share,
        shares.document_id,
        concat(documents.city, ' ', documents.year) AS document,
        row_number() OVER (
            PARTITION BY shares.model_id, shares.topic ORDER BY shares.share DESC, shares.document_id
        ) AS place
    FROM out.document_topics AS shares
    JOIN out.documents AS documents USING (document_id)
),
typical AS (
    SELECT
        model_id,
        topic,
        list(document ORDER BY place) FILTER (WHERE place <= 3) AS documents,
        list(document_id ORDER BY place) FILTER (WHERE place <= 3) AS document_ids,
        max(share) AS highest_share
    FROM ranked
    GROUP BY ALL
)
SELECT
    topics.model_id,
    topics.topic,
    topics.label,
    terms.terms,
    typical.documents,
    typical.highest_share,
    typical.document_ids
FROM out.topics AS topics
JOIN terms USING (model_id, topic)
LEFT JOIN typical USING (model_id, topic)
ORDER BY topics.model_id, topics.topic
LIMIT $limit;
