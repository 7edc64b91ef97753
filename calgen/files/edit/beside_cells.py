"""What an edited tab says beside its cells: the helps of its headings, and the footer of its pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from calgen.files.edit import rows
from calgen.files.read.markup import Element, XmlDocument, parse_tree

_LEFT = re.compile(r"&L(?:&\"[^\"]*\"|&\d+ ?|&[BIUES]|&K[0-9A-F]{6})*(?P<text>(?:&&|[^&])*)")


def renew_helps(document: XmlDocument, validations: Element, former: Mapping[str, tuple[str, str]]) -> None:
    """Writes helps anew that calgen wrote in another language: `former` has the title and text now, by the text then.

    A help that the user wrote stays.
    """
    for rule in validations.children_named("dataValidation"):
        if rule.get("prompt") in former and not document.is_removed(rule):
            title, text = former[rule.get("prompt")]
            document.set_attribute(rule, "promptTitle", title)
            document.set_attribute(rule, "prompt", text)


def renew_footer(document: XmlDocument, present: Element, fresh: bytes, former: Collection[str]) -> None:
    """Writes a footer anew that says on its left what the last run wrote above the table (`former`), or a part of it.

    A footer that the user wrote stays.
    """
    footer, drawn = present.child("oddFooter"), drawn_footer(fresh)
    said = footer_text(footer.text) if footer else ""
    if footer is None or not said or said == footer_text(drawn) or not any(said in text for text in former):
        return
    document.set_text(footer, drawn)


def footer_text(footer: str) -> str:
    """What a footer says on its left, without its fonts and sizes."""
    found = _LEFT.search(footer)
    return found["text"].replace("&&", "&").strip() if found else ""


def drawn_footer(fresh: bytes) -> str:
    """The footer of a drawn sheet; empty where it has none."""
    head, _, tail = rows.split_sheet(fresh)
    page = parse_tree(head + b"<sheetData/>" + tail).child("headerFooter")
    footer = page.child("oddFooter") if page else None
    return footer.text if footer else ""
