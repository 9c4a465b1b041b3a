"""HTML as text: what Word saves as a web page, and pages of portals. Tables keep their cells."""

import re

import lxml.etree
import lxml.html

from motcua.gateways.extraction.found import Found, Refused, TimeUp, clean, table
from motcua.gateways.extraction.plain import MOST_CHARS, decoded, modern

_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "center", "section",
    "article", "pre", "form",
     "hr", "dl", "dt", "dd", "header", "footer", "main", "nav", "aside", "address", "figure", "body", "caption")
)  # fmt: skip
_GONE = frozenset(
    (
        "head",
        "style",
        "script",
        "title",
        "xml",
        "noscript",
        "template",
        "object",
        "svg",
        "iframe",
        "button",
        "select",
    )
)
DEEPEST = 200


def read(content: bytes) -> Found:
    """The text of a page. Raises Refused for a page without words."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", content[:4096])
    warnings = list[str]()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content.startswith(b"\xef\xbb\xbf") or not declared:
        text, warnings = decoded(content)
    else:
        try:
            text = content.decode(declared[1].decode("ascii"), "replace")
        except LookupError:
            text, warnings = decoded(content)
    text = re.sub(r"<\?xml[^>]*\?>|\0", "", text)
    text = re.sub(r"<!\[(?:if|endif)[^>]*\]>", "", text)
    try:
        tree = lxml.html.document_fromstring(
            text, parser=lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
        )
    except (lxml.etree.LxmlError, ValueError, AssertionError) as fault:
        raise Refused("trang HTML bị hỏng hoặc trống") from fault
    said, whole = _text(tree)
    said, more = modern(said)
    if not whole:
        more = [*more, "Đọc quá lâu; chỉ đọc phần đầu."]
    if not said.strip():
        raise Refused("trang HTML không có chữ")
    if len(said) > MOST_CHARS:
        said, more = said[:MOST_CHARS], [*more, "Trang quá dài; chỉ đọc phần đầu."]
    return Found(said, "html", (), (*warnings, *more))


def _text(tree: lxml.html.HtmlElement) -> tuple[str, bool]:
    out, whole = _Writer(), True
    try:
        out.walk(tree, 0)
    except TimeUp:
        whole = False
    text = "".join(out.parts)
    text = re.sub(r"[ \t\xa0]*\n[ \t\xa0]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", whole


class _Writer:
    def __init__(self) -> None:
        self.parts = list[str]()

    def walk(self, node: lxml.html.HtmlElement, depth: int) -> None:
        """Write what a node holds; deeper than DEEPEST only its words."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag.split(":")[-1] in _GONE or "display:none" in (node.get("style") or "").replace(" ", ""):
            return
        if tag == "table" and depth < DEEPEST:
            self.parts.append("\n\n" + table(self._rows(node, depth)))
            return
        if tag == "br":
            self.parts.append("\n")
        block = tag in _BLOCKS
        if block:
            self.parts.append("\n")
        self._words(node.text)
        if depth > DEEPEST:
            self._words(" ".join(node.itertext()))
        else:
            for child in node:
                self.walk(child, depth + 1)
                self._words(child.tail)
        if block:
            self.parts.append("\n" if tag in {"div", "li"} else "\n\n")

    def _words(self, text: str | None) -> None:
        if text:
            self.parts.append(
                re.sub(r"[\s\xa0]+", lambda gap: "    " if gap.group().count("\xa0") > 8 else " ", text)
            )

    def _rows(self, node: lxml.html.HtmlElement, depth: int) -> list[list[str]]:
        """Cells row by row; a table in a cell becomes lines of the cell."""
        rows = list[list[str]]()
        for row in node.iter("tr"):
            if next(row.iterancestors("table"), None) is not node:
                continue
            cells = list[str]()
            for cell in row:
                if cell.tag in ("td", "th"):
                    inner = _Writer()
                    inner.walk(cell, depth + 2)
                    cells.append(clean("".join(inner.parts)))
            if cells:
                rows.append(cells)
        return rows
