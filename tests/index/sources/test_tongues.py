"""One load of the statistics serves whoever tells languages."""

from __future__ import annotations

from index.sources.tongues import among, told

GERMAN = "Die Fähre legt am Donnerstag wieder ab, sagte die Hafenbehörde, und fährt dann jede Stunde bis zum Abend."
POLISH = "Prom wypłynie ponownie w czwartek, poinformował zarząd portu, i będzie kursował co godzinę do wieczora."


def test_telling_among_few_languages_narrows_nobody_elses() -> None:
    wide = among(["cs", "de", "en", "pl"])
    narrow = among(["de", "en"])
    assert narrow.rank(POLISH)[0][0] != "pl"
    assert [told(GERMAN), told(POLISH)] == ["de", "pl"]
    assert [wide.rank(text)[0][0] for text in (GERMAN, POLISH)] == ["de", "pl"]
