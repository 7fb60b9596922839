"""The attribution beside the code follows from the manifest; `make golden` writes it anew."""

from pathlib import Path

from loaders.attribution_file import text

FILE = Path(__file__).parent.parent.parent / "ATTRIBUTION.md"


def test_the_file_says_what_the_manifest_says() -> None:
    assert FILE.read_text(encoding="utf-8") == text()


def test_esco_is_attributed_as_its_licence_asks() -> None:
    assert "This service uses the ESCO classification of the European Commission." in text()
