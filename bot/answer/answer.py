"""A question's story: understand it, search, extract or write, prove, record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from bot.answer import wording
from bot.answer.check.check import check
from bot.answer.check.checked import Checked
from bot.answer.differ.differ import differing
from bot.answer.evidence import evidence, missing, unsaid
from bot.answer.extracts.extracts import taken
from bot.answer.extracts.requests import request
from bot.answer.happened import OPENINGS, happened
from bot.answer.known.known import known
from bot.answer.making import made, timed
from bot.answer.prove.bench import Bench
from bot.answer.prove.cite import context
from bot.answer.prove.compose import attributed, quotations
from bot.answer.prove.prove import Claims, prove, remembered
from bot.answer.prove.sayings import said_first
from bot.answer.quote.find import Encode, Found, find, remembering
from bot.answer.quote.latest import latest_first
from bot.answer.quote.readers import Readers, Reading
from bot.answer.record.record import history, recall, remember
from bot.answer.related import related
from bot.answer.several import answered
from bot.answer.speak import Spoken, speak, translated
from bot.answer.understand import question as questions
from bot.answer.understand.inquiry import inquire
from bot.answer.understand.scope import reading_of, scope, searches
from bot.answer.understand.spelling import changed, spelled
from bot.answer.write.usage import Usage
from bot.values import UNRESTRICTED, Answer, Inquiry, Missing, Restriction, Searched
from bot.words.words import _, counted
from index.library import Library
from index.values import Filters, LibraryStatus, Results

if TYPE_CHECKING:
    from bot.model.chat import Chat

__all__ = ["Answerer", "context", "recall"]

# Quotes fail the proof when their article is re-indexed meanwhile; its new revision is then read once.
_READINGS = 2

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question on its way."""

    asked: str
    inquiry: Inquiry
    status: LibraryStatus
    usage: Usage
    encode: Encode
    on_step: Step
    today: date
    restriction: Restriction
    reading: Reading
    turns: tuple[Answer, ...]


class Answerer:
    """Answers questions from a library's own sentences. Holds no state of its own; threads may share it.

    With a `chat` model it writes statements and publishes those that the judge of its `bench` finds borne; without one,
    or where that fails, it quotes. `readers` have their say in what is quoted.
    """

    def __init__(
        self, library: Library, chat: Chat | None = None, bench: Bench | None = None, readers: Readers | None = None
    ) -> None:
        self._library, self._chat, self._bench = library, chat, bench or Bench(library)
        self._readers = readers or Readers()

    def ask(
        self,
        text: str,
        *,
        library: str = "default",
        today: date | None = None,
        on_step: Step = lambda step: None,
        follows: str = "",
        restriction: Restriction = UNRESTRICTED,
        writes: bool = True,
        recorded: bool = True,
        called: str = "",
    ) -> Answer:
        """Return the proven answer, `recorded` under its id; `on_step` gets short sentences for the reader.

        `follows` is the id of the answer that this question comes after in a conversation. Where it `writes` not, it
        quotes even with a model. `called` is what people call the library, where they are to read that.
        Raises BadQuestion when nothing is asked or the question is too long.
        """
        began = perf_counter()
        asked = questions.clean(text)
        status = self._library.status(library)
        if not status.articles:
            nothing = Searched(library, 0, None, None)
            return timed(made(asked, "not_found", wording.no_articles(library), nothing), began)
        usage, day = Usage(self._chat if writes else None, library), today or datetime.now().astimezone().date()
        turns = history(self._library, library, follows)
        main = self._library.language(library) if usage.writes else ""
        encode, reading = remembering(self._library.encode, self._library.encode_kept), Reading(self._readers)

        def single(question: str, before: Sequence[Answer]) -> Answer:
            text = spelled(question, self._library, library, status.publishers)
            inquiry = inquire(text, before, usage, main=main, on_step=on_step)
            if not inquiry.understood and changed(question, text):
                inquiry = replace(inquiry, understood=text)
            asking = _Asking(text, inquiry, status, usage, encode, on_step, day, restriction, reading, tuple(before))
            return replace(self._finished(self._answer(asking), asking), question=question)

        answer = timed(replace(answered(asked, turns, single), follows=turns[-1].id if turns else ""), began)
        answer = replace(answer, searched=replace(answer.searched, called=called))
        if recorded:
            remember(self._library, answer)
        return answer

    def check(
        self, text: str, *, library: str = "default", on_step: Step = lambda step: None, judges: bool = True
    ) -> Checked:
        """Return what becomes of the claims of a message; without a judge where it `judges` not."""
        bench = self._bench if judges else Bench(self._library)
        return check(text, library=self._library, name=library, bench=bench, on_step=on_step)

    def _finished(self, answer: Answer, asking: _Asking) -> Answer:
        inquiry, usage = asking.inquiry, asking.usage
        return replace(
            answer,
            understood=inquiry.understood,
            language=inquiry.language,
            numbered=remembered(inquiry.numbered, answer.citations),
            notes=(*answer.notes, *usage.notes, *asking.reading.notes),
            model=usage.model,
            tokens=usage.tokens,
        )

    def _answer(self, asking: _Asking) -> Answer:
        """Search as asked, then with fewer restrictions until something answers; the strictest not_found otherwise."""
        if told := self._known(asking):
            return told
        question, chosen = asking.inquiry.question, asking.restriction
        reading = reading_of(question, self._library, asking.status, today=asking.today, restriction=chosen)
        missed: list[Answer] = []
        tried: list[tuple[Filters, int]] = []
        for topic, filters in searches(question, reading, asking.restriction):
            searched = scope(self._library, asking.status, filters, newest_first=reading.newest_first)
            tried.append((filters, searched.articles))
            if len(tried) > 1:
                searched = replace(searched, dropped=tried[0][0], dropped_articles=tried[0][1])
                searched = replace(searched, note=wording.given_up(searched))
            if searched.articles:
                if opened := self._happened(asking, topic, filters, searched):
                    return opened
                answer = self._search(asking, topic, filters, searched)
                if answer.found:
                    return answer
                missed.append(answer)
        return missed[0]

    def _known(self, asking: _Asking) -> Answer | None:
        """What the catalogue answers without any search of the texts."""
        told = known(
            asking.asked,
            asking.inquiry,
            asking.turns,
            library=self._library,
            status=asking.status,
            today=asking.today,
            restriction=asking.restriction,
        )
        if told is None or not (told.claims.statements or request(asking.asked, self._library) is None):
            return None
        statements, citations = told.claims.statements, told.claims.citations
        said = wording.text(statements) or wording.not_said(told.searched, told.missing)
        answer = made(asking.asked, "answered" if statements else "not_found", said, told.searched)
        return replace(answer, statements=statements, citations=citations, missing=told.missing)

    def _happened(self, asking: _Asking, topic: str, filters: Filters, searched: Searched) -> Answer | None:
        """Return what articles of a time begin with, where nothing but the time is asked for."""
        name = searched.library
        if (found := happened(self._library, name, topic, filters, asking.encode)) is None:
            return None
        claims = prove(attributed(*found), library=self._library, name=name, numbered=asking.inquiry.numbered)
        said = self._said(asking, searched, claims, Spoken())
        return replace(said, notes=(_(OPENINGS),), near=tuple(found[1])) if claims.statements else None

    def _search(self, asking: _Asking, topic: str, filters: Filters, searched: Searched) -> Answer:
        name, on_step, library, encode = searched.library, asking.on_step, self._library, asking.encode
        if (extract := self._extracted(asking, topic, filters, searched)) is not None:
            return extract
        on_step(counted("Searching {number:,} article…", "Searching {number:,} articles…", searched.articles))
        spoken = Spoken()
        for _reading in range(_READINGS):
            newest = searched.newest_first
            with self._library.asking():
                found = find(
                    library, name, asking.inquiry, topic, filters, encode, newest_first=newest, reading=asking.reading
                )
            if found.extract.which and (asked := self._which(asking, topic, searched, found)):
                return asked
            found = found if newest else latest_first(topic, found, asking.encode)
            lacking = missing(asking.inquiry.question, found.results, library=self._library, name=name)
            if not asking.inquiry.only:
                found, lacking = said_first(topic, found, lacking, filters, encode, library, name)
            hits = found.results.hits
            on_step(counted("Reading the closest passage…", "Reading the {number} closest passages…", len(hits)))
            spoken = self._spoken(asking, topic, found)
            on_step(_("Checking quotes…"))
            stories = self._library.stories(name, found.articles)
            claims = spoken.claims if newest else differing(topic, spoken.claims, hits, stories, self._bench.refuting)
            claims = attributed(claims, found.articles)
            claims = prove(claims, library=self._library, name=name, numbered=asking.inquiry.numbered)
            if claims.statements:
                sure = found.extract.certainty
                borne = evidence(topic, claims, sure, library=self._library, name=name)
                said = self._said(asking, searched, claims, spoken)
                weak = borne.strength == "weak"
                return replace(
                    said,
                    outcome="weak" if weak else "answered",
                    evidence=borne,
                    missing=unsaid(lacking, found.extract) if weak else lacking,
                    near=found.extract.articles,
                )
            if not spoken.claims.statements:
                break
        return replace(self._missed(asking, searched, found.results, filters, lacking), judged=spoken.judged)

    def _which(self, asking: _Asking, topic: str, searched: Searched, found: Found) -> Answer | None:
        """Return the best sentence of each story that may be meant; None where they stand there no more."""
        name = searched.library
        claims = attributed(quotations(found.extract.quotes, found.articles), found.articles)
        claims = prove(claims, library=self._library, name=name, numbered=asking.inquiry.numbered)
        if len(claims.statements) < len(found.extract.quotes):
            return None
        said = replace(self._said(asking, searched, claims, Spoken()), outcome="weak", form="which")
        borne = evidence(topic, claims, 0.0, library=self._library, name=name)
        return replace(said, text=wording.headed(said), evidence=borne, near=found.extract.articles)

    def _extracted(self, asking: _Asking, topic: str, filters: Filters, searched: Searched) -> Answer | None:
        """Return the sentences of articles that a question asks for where it asks no more, without a model."""
        if asking.usage.writes:
            return None
        shown = [one for turn in asking.turns for one in turn.citations]
        found = taken(self._library, searched.library, asking.inquiry, topic, filters, asking.encode, shown)
        if found is None:
            return None
        claims = prove(found.claims, library=self._library, name=searched.library, numbered=asking.inquiry.numbered)
        if not claims.statements:
            missed = self._missed(asking, searched, found.results, filters, Missing())
            return replace(missed, notes=(wording.which_article(),)) if found.which else missed
        said = replace(self._said(asking, searched, claims, Spoken()), form="extract")
        return replace(said, text=wording.headed(said))

    def _spoken(self, asking: _Asking, topic: str, found: Found) -> Spoken:
        """What a model writes, else quotations; a model that refuses is believed."""
        spoken = speak(
            topic,
            found,
            asking.usage,
            encode=asking.encode,
            bench=self._bench,
            today=asking.today,
            on_step=asking.on_step,
        )
        if spoken.claims.statements or spoken.refused:
            return spoken
        return replace(spoken, claims=quotations(found.extract.quotes, found.articles))

    def _said(self, asking: _Asking, searched: Searched, claims: Claims, spoken: Spoken) -> Answer:
        claims = translated(claims, asking.usage, asking.inquiry.language)
        text = wording.text(claims.statements)
        answer = made(asking.asked, "answered", text, searched)
        return replace(
            answer,
            statements=claims.statements,
            citations=claims.citations,
            disagreements=claims.disagreements,
            judged=spoken.judged,
            notes=spoken.notes,
        )

    def _missed(
        self, asking: _Asking, searched: Searched, results: Results, filters: Filters, lacking: Missing
    ) -> Answer:
        """Nothing answers: beyond what was shown where more of it was asked for, else at all."""
        if asking.inquiry.more and asking.inquiry.numbered:
            return made(asking.asked, "not_found", wording.NOTHING_FURTHER, searched)
        near = related(results, asking.inquiry.question, filters, library=self._library, name=searched.library)
        said = wording.not_said(searched, lacking)
        return replace(made(asking.asked, "not_found", said, searched, related=near), missing=lacking)
