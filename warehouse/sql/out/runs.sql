-- One row: a run (collect, build, map or evaluation).
CREATE OR REPLACE VIEW out.runs AS
SELECT
    run_id,
    command,
    started_at,
    finished_at,
    status,
    git_commit,
    parameters,
    versions,
    lexicon_sha256,
    input_sha256
FROM core.runs;

COMMENT ON VIEW out.runs IS 'One row: a run (collect, build, map or evaluation).';
COMMENT ON COLUMN out.runs.run_id IS 'Run: its id.';
COMMENT ON COLUMN out.runs.command IS 'Command that was run.';
COMMENT ON COLUMN out.runs.started_at IS 'Time the run began (UTC timestamp).';
COMMENT ON COLUMN out.runs.finished_at IS 'Time the run ended (UTC timestamp), NULL where it did not.';
COMMENT ON COLUMN out.runs.status IS 'How the run ended.';
COMMENT ON COLUMN out.runs.git_commit IS 'Git commit of the code, NULL where unknown.';
COMMENT ON COLUMN out.runs.parameters IS 'What the run was called with (JSON).';
COMMENT ON COLUMN out.runs.versions IS 'Versions of the software used (JSON).';
COMMENT ON COLUMN out.runs.lexicon_sha256 IS 'SHA-256 of the lexicon, in hexadecimal; NULL where none was used.';
COMMENT ON COLUMN out.runs.input_sha256 IS 'SHA-256 of the input, in hexadecimal; NULL where there was none.';
