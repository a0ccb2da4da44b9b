"""The settings of a jpage pager as they stand in a script: `$('#12').jpage({totalRecord: …, ajaxParam: {…}})`."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, unquote

CALL = re.compile(r"\.jpage\s{0,9}\(\s{0,9}\{")
LONGEST_CALL = 5000  # characters
MOST_CALLS = 10  # of a page; a column has one to five
NUMBER = re.compile(r"\b(totalRecord|perPage|groupSize)['\"]?\s{0,9}:\s{0,9}['\"]?([0-9]{1,9})", re.A)
PROXY = re.compile(r"\bproxyUrl['\"]?\s{0,9}:\s{0,9}['\"]([^'\"<>\s]{1,500})")
PARAMETERS = re.compile(r"\bajaxParam['\"]?\s{0,9}:\s{0,9}(?:(\{[^{}]{0,3000}\})|([A-Za-z_$][\w$]{0,60}))", re.A)
PAIR = re.compile(
    r"['\"]?\b([A-Za-z_]\w{0,40})['\"]?\s{0,5}:\s{0,5}(?:'([^']{0,3000})'|\"([^\"]{0,3000})\"|([\w./-]{1,300}))"
)
QUERY = re.compile(r"dataproxy\.jsp\?([^'\"<>\s]{1,3000})")
HIDDEN = re.compile(r"<input\b[^<>]{0,500}>", re.I)
ATTRIBUTE = re.compile(r"\b(name|id|value)\s{0,5}=\s{0,5}(?:\"([^\"]{0,500})\"|'([^']{0,500})')", re.I)
NEEDED = ("columnid", "unitid")
FIELD_NAMES = (
    "col appid webid path columnid sourceContentType unitid webname permissiontype keyWordCount infotypeId"
    " b_vir virinfos"
)
FIELDS = frozenset(FIELD_NAMES.split())
DEFAULT_PROXY = "/module/web/jpage/dataproxy.jsp"
Form = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a pager says: records in all, on a page, pages fetched at once, where, with which form (empty if unknown).

    `store` is the source of the page before it, back to the pager before: its first records stand there.
    """

    total: int | None
    size: int | None
    group: int
    proxy: str
    form: Form
    store: str


def read_settings(text: str) -> tuple[Settings, ...]:
    """Return the settings of the pagers of a page, in its order."""
    calls = [match.end() for match in CALL.finditer(text)][:MOST_CALLS]
    found = []
    for number, place in enumerate(calls):
        end = calls[number + 1] if number + 1 < len(calls) else len(text)
        call = text[place : min(end, place + LONGEST_CALL)].partition("});")[0]
        store = text[calls[number - 1] if number else 0 : place]
        numbers = {name: int(value) for name, value in reversed(NUMBER.findall(call))}
        proxy = PROXY.search(call)
        settings = Settings(
            total=numbers.get("totalRecord"),
            size=numbers.get("perPage"),
            group=numbers.get("groupSize", 1),
            proxy=unescape(proxy[1]) if proxy else DEFAULT_PROXY,
            form=_read_form(call, store, text),
            store=store,
        )
        found.append(settings)
    return tuple(found)


def choose_settings(found: tuple[Settings, ...], url: str) -> Settings | None:
    """Return the settings of a column's own list: of the unit or column that the address names, the largest of these.

    Args:
        found: the settings of all pagers of the page.
        url: the address of the column, `/col/col12/index.html?uid=34`.
    """
    unit = re.search(r"[?&]uid=([0-9]{1,20})", url)
    column = re.search(r"/col([0-9]{1,20})(?:/|$)", url)
    for name, named in (("unitid", unit), ("columnid", column)):
        own = tuple(each for each in found if named and named[1] in dict(each.form).get(name, "").split(","))
        if own:
            found = own
            break
    return max(found, key=lambda each: each.total or 0, default=None)


def _read_form(call: str, store: str, text: str) -> Form:
    """Return the form that a pager posts: its parameters, those of a variable, of an address, of hidden inputs."""
    found = PARAMETERS.search(call)
    written = found[1] if found else None
    if found and found[2]:
        variable = re.compile(rf"\b{re.escape(found[2])}\s{{0,9}}=\s{{0,9}}(\{{[^{{}}]{{0,3000}}\}})")
        match = variable.search(store) or variable.search(text)
        written = match[1] if match else None
    pairs = {pair[1]: pair[2] or pair[3] or pair[4] or "" for pair in PAIR.finditer(written or "")}
    if not _is_enough(pairs) and (query := QUERY.search(call) or QUERY.search(store)):
        pairs = {name: unquote(value) for name, value in parse_qsl(unescape(query[1]), keep_blank_values=True)}
    if not _is_enough(pairs):
        pairs = _read_hidden(text)
    return tuple((name, value) for name, value in pairs.items() if name in FIELDS) if _is_enough(pairs) else ()


def _is_enough(pairs: dict[str, str]) -> bool:
    return all(pairs.get(name) for name in NEEDED)


def _read_hidden(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for tag in HIDDEN.findall(text):
        values = {match[1].lower(): unescape(match[2] or match[3] or "") for match in ATTRIBUTE.finditer(tag)}
        name = values.get("name") or values.get("id", "")
        if name in FIELDS:
            pairs.setdefault(name, values.get("value", ""))
    return pairs
