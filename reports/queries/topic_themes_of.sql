-- Themes of the schemes that go most with a topic over reports.
SELECT beside.scheme, beside.theme, beside.theme_zh, beside.association
FROM out.topic_themes AS beside
JOIN out.topic_models AS models USING (model_id)
WHERE beside.topic = $topic AND models.algorithm = coalesce($algorithm, 'nmf')
ORDER BY beside.association DESC, beside.scheme, beside.theme
LIMIT $most;
