"""The shell: statements over the published file, read line by line from a person or a pipe, answered one by one."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

import duckdb

from reports.queries import QueryError, run_query, run_statements
from reports.tables import Format, Table, print_table

HELP = """\
Statements end with ; and may take several lines. Nothing can be written through this prompt.
.views           the views of out.*, with what they hold
.describe VIEW   the columns of a view, with types and units (.describe documents)
.format FORMAT   how answers are printed: table, md, csv, json
.help            this
.quit            leave (so does the end of the input)"""
PROMPT, CONTINUED = "rencheng> ", "     ...> "
QUIT = frozenset({".quit", ".exit", ".q"})


class SqlShell:
    """A read-only prompt over the published file."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        form: Format,
        stream: Any,
        complain: Callable[[str], None],
    ) -> None:
        """Keep the connection, how answers are printed and where, and whom errors are told."""
        self.connection = connection
        self.form = form
        self.stream = stream
        self.complain = complain
        self.pending = ""
        self.failures = 0

    @property
    def prompt(self) -> str:
        """What a person sees before the next line."""
        return CONTINUED if self.pending else PROMPT

    def run(self, lines: Iterable[str]) -> int:
        """Answer lines until they end or ask to leave; what is left without a `;` is answered too.

        Returns:
            How many statements and commands failed; the others were answered all the same.
        """
        for line in lines:
            if not self.take_line(line):
                return self.failures
        if self.pending.strip():
            self._answer(self.pending)
        return self.failures

    def take_line(self, line: str) -> bool:
        """Take one line: a command, or a part of a statement, which is answered once it is whole.

        Returns:
            False where the line asks to leave.
        """
        word = line.strip()
        if not self.pending and word.startswith("."):
            return self._obey(word)
        self.pending = f"{self.pending}{line.rstrip()}\n" if self.pending or word else ""
        if is_whole(self.pending):
            statement, self.pending = self.pending, ""
            self._answer(statement)
        return True

    def drop_pending(self) -> None:
        """Forget the lines of a statement that was not finished."""
        self.pending = ""

    def _answer(self, statement: str) -> None:
        try:
            for names, rows in run_statements(self.connection, statement):
                print_table(Table(keys=names, rows=rows, decimals=4), self.form, self.stream)
        except QueryError as error:
            self._fail(str(error))
        except KeyboardInterrupt:
            self._fail("interrupted")

    def _obey(self, words: str) -> bool:
        command, _, argument = words.partition(" ")
        argument = argument.strip().rstrip(";").removeprefix("out.")
        if command in QUIT:
            return False
        if command == ".help":
            self.stream.write(HELP + "\n")
        elif command == ".views":
            self._print(run_query(self.connection, "views"))
        elif command == ".describe":
            self._describe(argument)
        elif command == ".format" and argument in set(Format):
            self.form = Format(argument)
        elif command == ".format":
            self._fail(f"{argument!r} is no format: choose {', '.join(Format)}")
        else:
            self._fail(f"{command!r} is no command: .help lists them")
        return True

    def _describe(self, view: str) -> None:
        columns = run_query(self.connection, "columns_of_view", view=view)
        if columns:
            self._print(columns)
            return
        views = [row["view"] for row in run_query(self.connection, "views")]
        near = get_close_matches(view, views, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        self._fail(f"no view is called {view!r}: {hint}.views lists them")

    def _print(self, found: list[dict[str, Any]]) -> None:
        keys = tuple(found[0]) if found else ()
        print_table(Table(keys=keys, rows=tuple(tuple(row.values()) for row in found)), self.form, self.stream)

    def _fail(self, message: str) -> None:
        self.failures += 1
        self.complain(message)


def is_whole(text: str) -> bool:
    """Return whether a text ends with the `;` of a statement, rather than one within quotes or a comment."""
    if ";" not in text:
        return False
    try:
        tokens = duckdb.tokenize(text)
    except duckdb.Error as error:  # what no further line could finish is answered, with its error
        return text.rstrip().endswith(";") and "unterminated" not in str(error)
    if not tokens or tokens[-1][1] != duckdb.token_type.operator:
        return False
    return text.encode()[tokens[-1][0] : tokens[-1][0] + 1] == b";"  # DuckDB counts bytes
