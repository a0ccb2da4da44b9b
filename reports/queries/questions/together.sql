-- 8. 哪些句子同时有“社区”和“韧性”？
-- Sentences that hold 社区 and 韧性
-- views: sentences, documents
-- --cities: places; all where none is given
-- --years: years planned for; all where none is given
-- --part: review, plan or other; all where none is given
-- --terms 社区,韧性: words that the sentence must hold, all of them
-- --limit 20: rows at most; 0 for all
SELECT
    sentences.city,
    sentences.city_code,
    sentences.year,
    sentences.part,
    sentences.heading,
    sentences.text,
    sentences.sentence_id,
    documents.title,
    documents.url
FROM out.sentences AS sentences
JOIN out.documents AS documents USING (document_id)
WHERE contains(sentences.text, ($terms::VARCHAR[])[1])
    AND len(list_filter($terms::VARCHAR[], lambda word: NOT contains(sentences.text, word))) = 0
    AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], sentences.city_code))
    AND (len($years::INTEGER[]) = 0 OR list_contains($years::INTEGER[], sentences.year))
    AND ($part::VARCHAR IS NULL OR sentences.part = $part)
ORDER BY sentences.year DESC, sentences.city_code, sentences.document_id, sentences.position
LIMIT $limit;
