"""What is said of a check: its count, each claim's mark in words, and what was compared."""

from __future__ import annotations

from bot.answer.check.checked import Checked, Finding, Mark
from bot.words.words import _, counted, marked

NO_ARTICLES = marked("There are no articles to check this against yet.")
NOTHING = marked("There is nothing to check here: questions, greetings and exclamations claim nothing.")
_LABELS: dict[Mark, str] = {
    "supported": marked("Supported"),
    "contradicted": marked("Contradicted"),
    "not covered": marked("Not covered"),
}
_SAID = {
    ("supported", "verbatim"): marked("It stands here word for word."),
    ("supported", "judge"): marked(
        "Its figures, dates and names agree with these words, and a model finds that they say it."
    ),
    ("contradicted", "figures"): marked("The claim says {here}; these words say {there}."),
    ("contradicted", "judge"): marked("A model finds that these words say otherwise."),
    ("not covered", "agreeing"): marked(
        "These words have all its figures, dates and names. Whether they say the same is not proven."
    ),
    ("not covered", "unnamed"): marked("These words stand here, but the claim does not say of whom or what it speaks."),
    ("not covered", "nearest"): marked("The nearest words, which do not settle it:"),
    ("not covered", "nothing"): marked("Nothing in the articles comes near."),
}
_MAYBE = marked("The claim says {here}; these words say {there}, but may speak of something else.")
_OTHERWISE = marked("Another report says otherwise:")
_METHODS = {
    "none": marked("No model judged this: words, figures, dates and names were compared, and nothing else."),
    "failed": marked(
        "The model that judges could not be heard or failed its own test: words, figures, dates and names were "
        "compared, and nothing else."
    ),
    "believed": marked("Figures, dates and names were compared; what they leave open was judged by {judge}."),
}


def lead(checked: Checked) -> str:
    """Return the count that a check begins with: `3 claims: 1 supported, 1 contradicted, 1 not covered`."""
    if not checked.searched.articles:
        return _(NO_ARTICLES)
    if not checked.findings:
        return _(NOTHING)
    marks = (
        (checked.count("supported"), counted("{number} supported", "{number} supported", checked.count("supported"))),
        (
            checked.count("contradicted"),
            counted("{number} contradicted", "{number} contradicted", checked.count("contradicted")),
        ),
        (
            checked.count("not covered"),
            counted("{number} not covered", "{number} not covered", checked.count("not covered")),
        ),
    )
    claims = counted("{number} claim", "{number} claims", len(checked.findings))
    return f"{claims}: {', '.join(text for number, text in marks if number)}"


def label(finding: Finding) -> str:
    """Return the mark of a claim in words."""
    return _(_LABELS[finding.mark])


def said(finding: Finding) -> str:
    """Return the sentence behind a mark: why it is so, and how sure that is."""
    if finding.differs is None:
        return _(_SAID[finding.mark, finding.ground])
    sentence = _SAID["contradicted", "figures"] if finding.mark == "contradicted" else _MAYBE
    return _(sentence).format(here=finding.differs.here, there=finding.differs.there)


def otherwise() -> str:
    return _(_OTHERWISE)


def notes(checked: Checked) -> tuple[str, ...]:
    """Return what a reader is told below the claims: what was compared, and what was not checked."""
    if not checked.findings:
        return ()
    found = [_(_METHODS[checked.judging]).format(judge=checked.judge)]
    if checked.left:
        found.append(
            counted("{number} more claim was not checked.", "{number} more claims were not checked.", checked.left)
        )
    if checked.skipped:
        found.append(
            counted(
                "{number} sentence was skipped: it claims nothing.",
                "{number} sentences were skipped: they claim nothing.",
                len(checked.skipped),
            )
        )
    return tuple(found)
