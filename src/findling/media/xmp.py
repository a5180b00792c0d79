"""Reads the few XMP properties that matter out of a packet from a stranger. Pure; inside decode processes."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from findling.media.tags import clean

LONGEST_PACKET = 1 << 20
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "creator": "{http://purl.org/dc/elements/1.1/}creator",
    "original": "{http://ns.adobe.com/exif/1.0/}DateTimeOriginal",
    "created": "{http://ns.adobe.com/photoshop/1.0/}DateCreated",
    "made": "{http://ns.adobe.com/xap/1.0/}CreateDate",
    "latitude": "{http://ns.adobe.com/exif/1.0/}GPSLatitude",
    "longitude": "{http://ns.adobe.com/exif/1.0/}GPSLongitude",
    "make": "{http://ns.adobe.com/tiff/1.0/}Make",
    "model": "{http://ns.adobe.com/tiff/1.0/}Model",
}
_DANGEROUS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Xmp:
    """Each property as cleaned text; empty where the packet does not have it."""

    title: str = ""
    creator: str = ""
    original: str = ""
    created: str = ""
    made: str = ""
    latitude: str = ""
    longitude: str = ""
    make: str = ""
    model: str = ""


def read_xmp(packet: bytes) -> Xmp:
    """The properties of one packet; empty ones where it is broken, too long or declares entities."""
    body = packet[: LONGEST_PACKET + 1].strip(b"\0 \r\n\t")
    if not body or len(body) > LONGEST_PACKET or _DANGEROUS.search(body):
        return Xmp()
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - packets that declare entities were refused
    except (ElementTree.ParseError, ValueError, LookupError):
        return Xmp()
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for field, name in _NAMES.items():
            if not found.get(field):
                found[field] = clean(description.get(name) or _element(description.find(name)))
    return Xmp(**found)


def _element(element: ElementTree.Element | None) -> str:
    """Plain text, the default of language alternatives, or the first few of a list."""
    if element is None:
        return ""
    items = element.findall(f"*/{_RDF}li")
    if not items:
        return element.text or ""
    if element.find(f"{_RDF}Alt") is not None:
        default = [i for i in items if i.get(_LANGUAGE) == "x-default"]
        return (default or items)[0].text or ""
    return ", ".join(filter(None, (i.text for i in items[:5])))
