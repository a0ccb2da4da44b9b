-- 20. 话题与主题是否一致？
-- Do topics agree with themes?
-- views: topic_themes, topics
-- --theme: one theme, beside all topics; each topic's closest theme where none is given
-- --scheme urban_resilience: scheme of themes
-- --limit 60: rows at most; 0 for all
-- note: 关联：各份报告中话题占比与主题句占比的相关系数（-1 至 1）。
--     Association: correlation over reports of the topic's share with the theme's.
SELECT
    associations.model_id,
    associations.topic,
    topics.label,
    associations.theme,
    associations.theme_zh,
    associations.association
FROM out.topic_themes AS associations
JOIN out.topics AS topics USING (model_id, topic)
WHERE associations.scheme = $scheme AND ($theme::VARCHAR IS NULL OR associations.theme = $theme)
QUALIFY $theme::VARCHAR IS NOT NULL OR row_number() OVER (
    PARTITION BY associations.model_id, associations.topic ORDER BY associations.association DESC, associations.theme
) = 1
ORDER BY associations.association DESC, associations.model_id, associations.topic
LIMIT $limit;
