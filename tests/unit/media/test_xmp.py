import pytest

from findling.media.xmp import LONGEST_PACKET, Xmp, read_xmp

PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:tiff="http://ns.adobe.com/tiff/1.0/">
<rdf:Description rdf:about="" exif:GPSLatitude="48,51.504N" tiff:Make="Maker">
 <dc:title><rdf:Alt><rdf:li xml:lang="de">Turm</rdf:li><rdf:li xml:lang="x-default">Tower</rdf:li>
 </rdf:Alt></dc:title>
 <dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>
</rdf:Description>
<rdf:Description rdf:about=""><exif:DateTimeOriginal>2019-07-14T10:20:30+02:00</exif:DateTimeOriginal>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def test_properties_are_found_as_attributes_elements_and_lists() -> None:
    xmp = read_xmp(PACKET.encode())
    assert xmp.title == "Tower"
    assert xmp.creator == "Ada, Bob"
    assert xmp.original == "2019-07-14T10:20:30+02:00"
    assert xmp.latitude == "48,51.504N"
    assert xmp.make == "Maker"
    assert xmp.longitude == ""


def test_padding_and_bom_do_not_matter() -> None:
    assert read_xmp(b"\xef\xbb\xbf" + PACKET.encode() + b"\0" * 99).title == "Tower"


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\0\0",
        b"<broken",
        b"<a/>",
        b'<!DOCTYPE l [<!ENTITY a "ha">]><a>&a;</a>',
        PACKET.replace("<x:xmpmeta", "<!doctype x><x:xmpmeta").encode(),
        b"<a>" + b" " * LONGEST_PACKET + b"</a>",
        b"<?xml version='1.0' encoding='nonsense'?><a/>",
    ],
)
def test_hostile_packets_say_nothing(packet: bytes) -> None:
    assert read_xmp(packet) == Xmp()


def test_texts_are_cleaned_and_bounded() -> None:
    xmp = read_xmp(PACKET.replace("Tower", "a\n\tb" + "x" * 9000).encode())
    assert xmp.title.startswith("a bx")
    assert len(xmp.title) <= 500
