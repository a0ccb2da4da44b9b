-- 19. 话题在不同种子和子样本下是否稳定？
-- Are the topics stable over seeds and subsamples?
-- views: topic_models
-- note: 稳定性：与 80% 子样本、不同种子的拟合中十个最重词的一致程度（0 至 1），`rencheng topics choose` 计算后才有。
--     Stability: agreement with fits on 80 % of the units under other seeds; `rencheng topics choose` measures it.
SELECT model_id, algorithm, k, seed, stability, c_v, npmi, diversity, exclusivity, parameters
FROM out.topic_models
ORDER BY model_id;
