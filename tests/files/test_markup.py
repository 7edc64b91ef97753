"""What is not changed keeps its bytes; what is changed says what it should to an XML parser."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.parsers import expat

import pytest
from seeds import few_of

from calgen.files.read.markup import (
    Element,
    Malformed,
    XmlDocument,
    copy_own_namespace,
    feed_parser,
    parse_tree,
    to_utf8,
    to_xml,
)

TEXT = ('<?xml version="1.0"?>\n<!-- a <b> -->'
        '<x:book xmlns:x="urn:m" xmlns:r=\'urn:r\' >\n'
        '  <x:one a = "1>2" r:id="k"/><![CDATA[<x:one>]]>\n  <x:two\n b=\'"\' >texte é</x:two>'
        '<x:empty /></x:book  >').encode()


def child(document: XmlDocument, name: str) -> Element:
    node = document.root.child(name)
    assert node is not None
    return node


def test_nodes_stand_where_their_bytes_are() -> None:
    document = XmlDocument(TEXT)
    assert document.to_bytes() == TEXT
    one, two = child(document, "one"), child(document, "two")
    assert TEXT[one.start : one.end] == b'<x:one a = "1>2" r:id="k"/>'
    assert TEXT[two.start : two.end] == b"<x:two\n b='\"' >texte \xc3\xa9</x:two>"
    assert TEXT[two.inner : two.inner_end].decode() == two.text == "texte é"
    assert (one.attrs, two.attrs, one.space) == ({"a": "1>2", "urn:r id": "k"}, {"b": '"'}, "urn:m")


def test_byte_order_mark_counts() -> None:
    data = b"\xef\xbb\xbf<a><b/></a>"
    document = XmlDocument(data)
    document.remove(child(document, "b"))
    assert document.to_bytes() == b"\xef\xbb\xbf<a></a>"


def test_attributes() -> None:
    document = XmlDocument(TEXT)
    one = child(document, "one")
    document.set_attribute(one, "a", "3")
    document.set_attribute(one, "new", 'x"&<')
    document.remove_attribute(child(document, "two"), "b")
    after = document.to_bytes()
    assert b'<x:one new="x&quot;&amp;&lt;" a="3" r:id="k"/>' in after
    assert "<x:two >texte é</x:two>".encode() in after
    document = XmlDocument(TEXT)
    document.set_attribute(child(document, "one"), "a", "1>2")
    assert ElementTree.fromstring(document.to_bytes()).find("{urn:m}one") is not None


def test_same_value_changes_nothing() -> None:
    document = XmlDocument(b"<a b='1'/>")
    document.set_attribute(document.root, "b", "1")
    assert document.to_bytes() == b"<a b='1'/>"


def test_empty_tag_is_opened_up() -> None:
    document = XmlDocument(TEXT)
    empty = child(document, "empty")
    document.append(empty, '<k v="1"/>')
    document.append(empty, "<k/>")
    assert b'<x:empty ><k xmlns="urn:m" v="1"/><k xmlns="urn:m"/></x:empty>' in document.to_bytes()
    root = ElementTree.fromstring(document.to_bytes())
    assert len(root.findall("{urn:m}empty/{urn:m}k")) == 2


def test_insert_follows_the_order_of_the_schema() -> None:
    order = ("one", "oneb", "two", "three", "empty", "last")
    document = XmlDocument(TEXT)
    for name in ("oneb", "three", "last"):
        document.insert(document.root, f"<{name}/>", order)
    assert [node.name for node in parse_tree(document.to_bytes()).children] == list(order)


def test_two_at_one_place_stay_in_order() -> None:
    document = XmlDocument(b"<m><z/></m>")
    document.insert(document.root, "<a/>", ("a", "b", "z"))
    document.insert(document.root, "<b/>", ("a", "b", "z"))
    document.remove(child(document, "z"))
    assert document.to_bytes() == b"<m><a/><b/></m>"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_other_encodings(encoding: str) -> None:
    name = "UTF-16" if encoding.startswith("utf-16") else encoding
    text = f'<?xml version="1.0" encoding="{name}"?><a b="é"/>'
    assert to_utf8(text.encode(encoding)) == text.replace(name, "UTF-8").encode()
    assert parse_tree(to_utf8(text.encode(encoding))).get("b") == "é"


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"<a>", b"<a></b>", b"<!DOCTYPE a><a/>", b'<?xml version="1.0" encoding="no-such"?><a/>',
     b"<a>\xff</a>", b"<a>" * 300 + b"</a>" * 300, b"<a b='1' b='2'/>", b"<x:a/>", b"\xff\xfe<\0a"],
)
def test_no_xml(data: bytes) -> None:
    with pytest.raises(Malformed):
        XmlDocument(data)


def test_reading_stops() -> None:
    root = parse_tree(b"<a><b/><c/><stop><this is not xml", stop="stop")
    assert [node.name for node in root.children] == ["b", "c"]


def test_a_copy_has_no_prefixes_and_nothing_foreign() -> None:
    node = parse_tree(b'<x:a xmlns:x="urn:m" xmlns:y="urn:y" k="1" y:l="2"><x:b>t &amp; u</x:b><y:c/></x:a>')
    assert to_xml(copy_own_namespace(node)) == '<a k="1"><b>t &amp; u</b></a>'


def test_of_two_values_for_one_attribute_the_last_holds() -> None:
    document = XmlDocument(b'<m count="9"><a/></m>')
    document.set_attribute(document.root, "count", "10")
    document.set_attribute(document.root, "count", "11")
    assert document.to_bytes() == b'<m count="11"><a/></m>'
    document.set_attribute(document.root, "count", "9")
    assert document.to_bytes() == b'<m count="9"><a/></m>'


def test_what_is_inside_of_a_cut_is_not_changed_and_what_follows_it_is() -> None:
    document = XmlDocument(b'<m><a x="1"><b/></a><c/></m>')
    first = document.root.children[0]
    document.set_attribute(first, "x", "2")
    document.set_attribute(first.children[0], "y", "3")
    document.remove(first)
    document.set_attribute(document.root.children[1], "z", "4")
    document.append(document.root, "<d/>")
    assert document.to_bytes() == b'<m><c z="4"/><d/></m>'


def test_a_text_is_put_into_an_element() -> None:
    document = XmlDocument(b"<m><a>old &amp; odd</a><b/></m>")
    document.set_text(document.root.children[0], "new & odd")
    assert document.to_bytes() == b"<m><a>new &amp; odd</a><b/></m>"


@pytest.mark.parametrize("wrapped", few_of(["<!--{}-->", '<a b="{}"/>', "<?a {}?>", "<a>{}</a>"], 1))
def test_what_has_no_end_for_long_is_not_looked_through_again_and_again(wrapped: str) -> None:
    """With pieces of one size, sixty megabytes were looked through a hundred times over."""
    data = f"<x>{wrapped.format('y' * 60_000_000)}<z/></x>".encode()
    parser, seen = _Counting(), list[str]()
    parser.parser.StartElementHandler = lambda name, _: seen.append(name)
    feed_parser(parser, data)  # type: ignore[arg-type]
    parser.parser.Parse(b"", True)
    assert (seen[0], seen[-1]) == ("x", "z")
    assert parser.looked < 4 * len(data)


class _Counting:
    """A parser, and how much it was given to look through: each piece with all whose end it does not know yet."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.given = self.looked = 0

    @property
    def CurrentByteIndex(self) -> int:
        return self.parser.CurrentByteIndex

    def Parse(self, data: bytes, final: bool) -> int:
        self.looked += self.given - max(0, self.CurrentByteIndex) + len(data)
        self.given += len(data)
        return self.parser.Parse(data, final)
