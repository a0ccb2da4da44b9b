"""Pages: what a portal's templates make of a site, its columns and its articles."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from crawlers.portals.answers import Answer, answer_text
from crawlers.portals.attachments import DOCX_TYPE, PDF_TYPE, make_docx, make_pdf
from crawlers.portals.sites import Entry, Site

STRONG = re.compile(r"\*\*(.+?)\*\*")
CONTENT_TYPES = {"html": "text/html", "xml": "text/xml", "json": "application/json", "txt": "text/plain"}


@cache
def _load_templates() -> Environment:
    """Return the templates, in which `"text" | json` writes a text as JSON and keeps its Chinese."""
    folder = files("crawlers.portals").joinpath("templates")
    texts = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.is_file()}
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=lambda name: name is not None and not name.endswith(".json"),  # noqa: S701 - JSON escapes otherwise
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["json"] = lambda value: Markup(json.dumps(value, ensure_ascii=False))  # noqa: S704 - is JSON
    return environment


def render_page(template: str, site: Site, **values: Any) -> Answer:
    """Return what a template makes of a site: a page in the site's encoding, XML and JSON in UTF-8."""
    kind = template.rpartition(".")[2]
    text = _load_templates().get_template(template).render(site=site, **values)
    encoding = site.encoding if kind == "html" else "utf-8"
    modified = {"modified": values["modified"]} if "modified" in values else {}
    return answer_text(text, encoding, CONTENT_TYPES[kind], **modified)


def render_article(site: Site, column: Any, entry: Entry) -> Answer:
    """Return the page of an article: its tags, index box, body, and the notes around it."""
    paragraphs = [] if entry.is_notice else [_mark_up(line) for line in entry.document.lines]
    return render_page(
        "article.html",
        site,
        column=column,
        entry=entry,
        container=Markup(site.shape.container),  # noqa: S704 - ours, from shapes.toml
        paragraphs=paragraphs,
        modified=entry.document.published,
    )


def render_file(entry: Entry) -> Answer:
    """Return the file attached to an article, made of its document."""
    if entry.file is None:
        raise ValueError(f"{entry.title}: nothing is attached")
    is_pdf = entry.file_path.endswith(".pdf")
    body = make_pdf(entry.file.lines) if is_pdf else make_docx(entry.file.lines)
    return Answer(body, PDF_TYPE if is_pdf else DOCX_TYPE, modified=entry.file.published)


def _mark_up(line: str) -> Markup:
    return Markup(STRONG.sub(r"<strong>\1</strong>", str(escape(line))))  # noqa: S704 - escaped before
