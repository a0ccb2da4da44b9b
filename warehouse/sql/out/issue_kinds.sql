-- One row: a kind of doubt that a document can carry; the list is closed.
CREATE OR REPLACE VIEW out.issue_kinds AS
SELECT issue, issue_zh, meaning, advice
FROM core.issue_kinds;

COMMENT ON VIEW out.issue_kinds IS 'One row: a kind of doubt that a document can carry; the list is closed.';
COMMENT ON COLUMN out.issue_kinds.issue IS 'Kind of doubt.';
COMMENT ON COLUMN out.issue_kinds.issue_zh IS 'Its name in Chinese.';
COMMENT ON COLUMN out.issue_kinds.meaning IS 'What it means.';
COMMENT ON COLUMN out.issue_kinds.advice IS 'What a person can do about it.';
