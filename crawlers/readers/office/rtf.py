"""RTF: paragraphs and table rows out of control words, in one pass that takes time in proportion to the file.

striprtf raises on double-byte characters that are broken over two lines or end in a plain letter, keeps deleted text,
drops notes and emphasis, and takes quadratic time on hostile font tables. Control words: RTF 1.9.1 (Microsoft, 2008).
"""

import re
from dataclasses import dataclass, replace

from crawlers.readers.office.docx import NOTES_LINE, Segments, lay_out
from crawlers.readers.reading import Reading, UnreadableError

LARGEST_FILE = 64 * 2**20  # bytes; a report has 0.3 MB, pictures are written as text and make it large
TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
CHARSETS = {2: "latin-1", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 204: "cp1251"}
CODE_PAGES = {936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949", 1200: "utf-16le", 65001: "utf-8"}
SKIPPED = re.compile(
    "colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf filetbl nonshppict "
    "shprslt sp xe tc rxe txe objdata ftnsep ftnsepc aftnsep aftnsepc nonesttables annotation".replace(" ", "|")
)
SHOWN_DESPITE_STAR = frozenset(["footnote", "shpinst"])  # other groups that begin with \* hold nothing to read
TARGETS = {"footnote": "notes", "shptxt": "boxes"}
CHARACTERS = {
    **dict.fromkeys(["par", "line", "sect", "page", "row", "nestrow"], "\n"),
    **dict.fromkeys(["tab", "cell", "nestcell", "emspace", "enspace", "qmspace"], " "),
    **{"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\r": "\n", b"\n": "\n"}
BODY, NOTES, BOXES = "body", "notes", "boxes"


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it."""

    target: str | None = BODY  # None: nothing of the group is read
    font: int = -1
    fallback_length: int = 1  # characters after \\u that stand for it in old programs
    is_bold: bool = False
    is_hidden: bool = False
    is_font_table: bool = False


class _Walk:
    """One pass over the tokens of a file."""

    def __init__(self) -> None:
        self.parts: dict[str, Segments] = {BODY: [], NOTES: [], BOXES: []}
        self.state = _State()
        self.outer: list[_State] = []
        self.fonts: dict[int, str] = {}
        self.code_page = "cp1252"
        self.default_font = -1
        self.pending = bytearray()
        self.to_skip = 0
        self.is_starred = False

    def read(self, data: bytes) -> None:
        """Take up all tokens, to the end of the outermost group."""
        at = 0
        while match := TOKEN.match(data, at):
            at = match.end()
            if match["hex"] or match["plain"]:
                self._add_bytes(bytes.fromhex(match["hex"].decode()) if match["hex"] else match["plain"])
            elif match["symbol"] or match["brace"] or match["word"]:
                self._flush()
                if match["symbol"]:
                    self._take_symbol(match["symbol"])
                elif match["brace"]:
                    self._take_brace(match["brace"])
                    if not self.outer:
                        break
                else:
                    number = int(match["number"]) if match["number"] else None
                    self._take_word(match["word"].decode().lower(), number)
                    if match["word"] == b"bin":
                        at += max(0, number or 0)
        self._flush()

    def _add_bytes(self, raw: bytes) -> None:
        skipped = min(self.to_skip, len(raw))
        self.to_skip -= skipped
        if self.state.target and not self.state.is_hidden and not self.state.is_font_table:
            self.pending += raw[skipped:]  # decoded together: a character may be two escapes, or one and a letter

    def _flush(self) -> None:
        if self.pending:
            raw, self.pending = bytes(self.pending), bytearray()
            for encoding in (self.fonts.get(self.state.font, self.code_page), self.code_page, "cp1252"):
                try:
                    return self._add(raw.decode(encoding))
                except UnicodeDecodeError:
                    continue
            self._add(raw.decode(self.code_page, "replace"))

    def _add(self, text: str) -> None:
        if self.state.target and not self.state.is_hidden:
            self.parts[self.state.target].append((text, self.state.is_bold))

    def _take_symbol(self, symbol: bytes) -> None:
        self.is_starred = symbol == b"*"
        if symbol in SYMBOLS and not self.to_skip:
            self._add(SYMBOLS[symbol])
        self.to_skip = max(0, self.to_skip - 1)

    def _take_brace(self, brace: bytes) -> None:
        self.to_skip, self.is_starred = 0, False
        if brace == b"{":
            self.outer.append(self.state)
        elif self.outer:
            inner, self.state = self.state, self.outer.pop()
            if inner.target in {NOTES, BOXES} and inner.target != self.state.target:
                self.parts[inner.target].append(("\n", False))

    def _take_word(self, word: str, number: int | None) -> None:
        self.to_skip = 0
        is_starred, self.is_starred = self.is_starred, False
        if SKIPPED.fullmatch(word) or (is_starred and word not in SHOWN_DESPITE_STAR):
            self.state = replace(self.state, target=None)
        elif word in TARGETS and self.state.target:
            self.state = replace(self.state, target=TARGETS[word], is_bold=False)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self.to_skip = self.state.fallback_length
        elif word == "ansicpg" and number:
            self.code_page = CODE_PAGES.get(number) or (f"cp{number}" if 1250 <= number <= 1258 else "cp1252")
        else:
            self._take_format(word, number)

    def _take_format(self, word: str, number: int | None) -> None:
        if word == "fonttbl":
            self.state = replace(self.state, is_font_table=True)
        elif word in {"f", "deff"} and number is not None:
            self.default_font = number if word == "deff" else self.default_font
            self.state = replace(self.state, font=number)
        elif word == "fcharset" and self.state.is_font_table and number in CHARSETS:
            self.fonts[self.state.font] = CHARSETS[number]
        elif word == "uc" and number is not None:
            self.state = replace(self.state, fallback_length=max(0, number))
        elif word == "plain":
            self.state = replace(self.state, font=self.default_font, is_bold=False, is_hidden=False)
        elif word == "b":
            self.state = replace(self.state, is_bold=number != 0)
        elif word in {"v", "deleted"}:
            self.state = replace(self.state, is_hidden=number != 0)


def read_rtf(data: bytes) -> Reading:
    """Return the text of an RTF file: body, text boxes, and notes after a line 注释; headers and footers are left out.

    Raises:
        UnreadableError: `damaged_file` or `too_large`.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableError(f"the file is larger than {LARGEST_FILE:,} bytes: save it without pictures", "too_large")
    walk = _Walk()
    try:
        walk.read(data.lstrip(b"\xef\xbb\xbf\r\n\t "))
    except Exception as error:  # whatever damaged bytes may lead to
        raise UnreadableError(f"the RTF file is damaged, get it again ({error})", "damaged_file") from error
    notes = walk.parts[NOTES]
    heading = [(f"\n{NOTES_LINE}\n", False)] if any(text.strip() for text, _ in notes) else []
    segments = [*walk.parts[BODY], ("\n", False), *walk.parts[BOXES], *heading, *notes]
    text, bold = lay_out([_join_surrogates(segments)])
    return Reading(text=text, format="rtf", bold=bold)


def _join_surrogates(segments: Segments) -> Segments:
    """Return segments in which characters written as two halves are whole, and lone halves are marked."""
    joined: Segments = []
    for text, is_bold in segments:
        is_rest = bool(joined) and "\udc00" <= text[:1] <= "\udfff" and "\ud800" <= joined[-1][0][-1:] <= "\udbff"
        joined.append((joined.pop()[0] + text if is_rest else text, is_bold))
    return [(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), is_bold) for text, is_bold in joined]
