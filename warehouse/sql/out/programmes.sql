-- One row: a programme that places belong to, a batch of a designation being a programme of its own.
CREATE OR REPLACE VIEW out.programmes AS
SELECT
    programme,
    programme_zh,
    name,
    category,
    practice_type,
    designates,
    designated_by,
    practice,
    since,
    until,
    named_in_all,
    (
        SELECT count(*) FROM core.memberships AS memberships WHERE memberships.programme = programmes.programme
    )::INTEGER AS n_members,
    is_complete,
    source,
    source_date,
    is_confirmed,
    note
FROM core.programmes AS programmes
ORDER BY programme_no;

COMMENT ON VIEW out.programmes IS 'One row: a programme that places belong to, a batch of a designation being a programme of its own.';
COMMENT ON COLUMN out.programmes.programme IS 'Id of the programme.';
COMMENT ON COLUMN out.programmes.programme_zh IS 'Name of the programme, in Chinese.';
COMMENT ON COLUMN out.programmes.name IS 'Name of the programme, in English.';
COMMENT ON COLUMN out.programmes.category IS 'Category of Table 1: 国际合作类 (a network joined) or 试点示范类 (a designation by the state).';
COMMENT ON COLUMN out.programmes.practice_type IS 'Kind of practice: membership or pilot.';
COMMENT ON COLUMN out.programmes.designates IS 'What it names: city, or community (then it has no rows in out.memberships).';
COMMENT ON COLUMN out.programmes.designated_by IS 'Who runs it or designates, in Chinese.';
COMMENT ON COLUMN out.programmes.practice IS 'Practice as Table 1 prints it, in our words.';
COMMENT ON COLUMN out.programmes.since IS 'Day it began (ISO date; the first day where only the month or year is known).';
COMMENT ON COLUMN out.programmes.until IS 'Day it ended or is to end (ISO date), NULL where no end is known.';
COMMENT ON COLUMN out.programmes.named_in_all IS 'Units in China that it names (a count), NULL where no source tells it.';
COMMENT ON COLUMN out.programmes.n_members IS 'Rows of out.memberships (a count).';
COMMENT ON COLUMN out.programmes.is_complete IS 'Whether all units that it names are in out.memberships; where not, an absent place may still be a member.';
COMMENT ON COLUMN out.programmes.source IS 'Source of what is said of the programme, a citation or addresses.';
COMMENT ON COLUMN out.programmes.source_date IS 'Day that source was published or, if it bears none, read (ISO date; the first day where only the month or year is known).';
COMMENT ON COLUMN out.programmes.is_confirmed IS 'Whether this was read in that source; otherwise it is general knowledge, to be checked.';
COMMENT ON COLUMN out.programmes.note IS 'What a reader must know of the programme and its list, in Chinese.';
