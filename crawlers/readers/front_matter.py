"""Front matter: the fields that a file states about itself, between two lines of ---."""

import re

import yaml

BLOCK = re.compile(r"\A(?:[ \t]*\n)*---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.S)
LOOKS_LIKE_FIELD = re.compile(r"^[ \t]*[\w-]+[ \t]*:", re.M)
LARGEST_BLOCK = 65_536  # characters; the longest at hand has 700
DEEPEST = 2  # a field may be a list, nothing deeper: nested values and aliases can be made to never end

Claims = dict[str, str]
Issues = tuple[tuple[str, str], ...]


def split_front_matter(text: str) -> tuple[Claims, str, Issues]:
    """Return the fields of a text's front matter, the body after it, and doubts.

    A block that holds nothing like a field is no front matter but text between two rules.
    """
    match = BLOCK.match(text)
    if match is None or len(match[0]) > LARGEST_BLOCK:
        return {}, text, ()
    block = match[1] or ""
    if block.strip() and not LOOKS_LIKE_FIELD.search(block):
        return {}, text, ()
    body = text[match.end() :]
    try:
        return _parse_fields(block), body, ()
    except yaml.YAMLError as error:
        pairs = (line.partition(":") for line in block.splitlines())
        claims = {key.strip().lower(): _mend(value.strip()) for key, _, value in pairs if value.strip()}
        return claims, body, (("front_matter_malformed", f"read line by line instead: {str(error).splitlines()[0]}"),)


def _mend(value: str) -> str:
    """Replace halves of surrogate pairs, which no file can hold."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _parse_fields(block: str) -> Claims:
    """Return the fields of flat YAML; a list becomes its items joined by 、.

    Raises:
        yaml.YAMLError: the block is no YAML, no mapping, nested, or holds aliases.
    """
    claims: Claims = {}
    key: str | None = None
    items: list[str] = []
    depth = 0
    for event in yaml.parse(block, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST or isinstance(event, yaml.MappingStartEvent) is not (depth == 1):
                raise yaml.YAMLError("nested values are not allowed")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 1 and key is not None:
                claims[key], key, items = "、".join(items), None, []
        elif isinstance(event, yaml.ScalarEvent):
            value = _mend(event.value)
            if depth == 0:
                raise yaml.YAMLError("not a list of keys and values")
            if depth == DEEPEST:
                items.append(value)
            elif key is None:
                key = value.lower()
            else:
                claims[key], key = value, None
    return claims
