"""`footnote ask`, `chat` and `run` without a token."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.quote.readers import NOT_READ, NOT_RERANKED
from bot.cli import answers
from bot.cli.output import safe
from bot.values import Answer, Missing, Statement
from tests.bot.cli.conftest import Footnote
from tests.bot.discord.answers.test_render_written import ANSWER, WRITTEN
from tests.conftest import ROOT

KEYS = {"question", "outcome", "text", "citations", "searched", "related", "seconds"}
CITATION_KEYS = {
    "number", "article_id", "title", "publisher", "byline", "published", "url", "link", "quote", "start", "end",
}  # fmt: skip


def test_an_answer_is_quoted_from_the_article_character_for_character(footnote: Footnote) -> None:
    answer = footnote("ask", "How many people were on board the Marigold?", "--json").json
    assert set(answer) >= KEYS
    assert answer["outcome"] == "answered"
    assert "214 people" in answer["citations"][0]["quote"]
    for citation in answer["citations"]:
        assert set(citation) >= CITATION_KEYS
        text = footnote("index", "show", citation["article_id"], "--json").json["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["text"]


def test_what_the_articles_do_not_say_is_not_answered(footnote: Footnote) -> None:
    answer = footnote("ask", "Who won the 2022 World Cup final in Qatar?", "--json").json
    assert answer["outcome"] == "not_found"
    assert answer["citations"] == []
    assert len(answer["related"]) <= 2


def test_a_batch_from_stdin_is_one_object_a_line(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"id": 1, "question": "Who is the harbour master?"}, {"id": 2, "question": "What did the bakery become?"}]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, lines)) + "\n"))
    answers = footnote("ask", "--batch", "-").objects
    assert [answer["id"] for answer in answers] == [1, 2]
    assert "Petra Vance" in answers[0]["text"]


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "a?", "--batch", "x"], ["ask", "--batch", "missing.jsonl"]])
def test_wrong_use_is_exit_code_2(footnote: Footnote, arguments: list[str]) -> None:
    ran = footnote(*arguments)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_a_library_that_follows_a_source_is_there(
    footnote: Footnote, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    footnote("index", "source", "add", str(tmp_path), "--library", "press", home=own_home)
    ran = footnote("ask", "Who is the harbour master?", "--library", "press", home=own_home)
    assert (ran.code, "no articles to search yet" in ran.out) == (0, True)
    for command in (("chat",), ("index", "list"), ("index", "search", "harbour")):
        assert footnote(*command, "--library", "press", home=own_home).code == 0


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[2Jb", "x" * 101])
def test_a_name_that_is_no_librarys_is_wrong_use(footnote: Footnote, name: str) -> None:
    ran = footnote("index", "list", "--library", name)
    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_the_version_is_told_at_once(footnote: Footnote) -> None:
    ran = footnote("--version", home=None)
    assert (ran.code, ran.out) == (0, f"footnote {version('footnote')}\n")


def test_only_import_says_that_a_file_names_its_library(footnote: Footnote) -> None:
    assert "[default: default]" not in " ".join(footnote("import", "--help", home=None).out.split())
    assert "[default: default]" in " ".join(footnote("export", "--help", home=None).out.split())


def test_a_batch_goes_on_after_a_bad_line(footnote: Footnote, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"id": "x"}\nno JSON\n\n{"question": "Who is the harbour master?"}\n', encoding="utf-8")
    ran = footnote("ask", "--batch", str(batch))
    assert ran.code == 1
    assert [one["id"] for one in ran.objects] == ["x", 2, 4]
    assert [("error" in one, "Petra Vance" in one.get("text", "")) for one in ran.objects] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip
    assert ran.err == "Not answered: line 1, 2. The errors stand in the output.\n"
    found = footnote("index", "search", "--batch", str(batch))
    assert (found.code, [one["id"] for one in found.objects]) == (1, ["x", 2, 4])


@pytest.mark.parametrize("arguments", [["-"], []])
def test_standard_input_is_one_question(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Who is the\nharbour master?\n"))
    answer = footnote("ask", *arguments, "--json").json
    assert answer["question"] == "Who is the harbour master?"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert footnote("ask", *arguments).code == 2


def test_words_are_one_question_and_quoted_ones_several(footnote: Footnote) -> None:
    assert footnote("ask", "Who", "is", "harbour", "master?", "--json").json["question"] == "Who is harbour master?"
    ran = footnote("ask", "Who is the harbour master?", "When did the bakery close?")
    first, second = ran.out.split("When did the bakery close?\n")
    assert first.startswith("\nWho is the harbour master?\n")
    assert "Petra Vance" in first
    assert "closed in 2019" in second


def test_a_pipe_receives_a_quotation_and_a_source_a_line_and_the_address(footnote: Footnote) -> None:
    asked = "Who is the harbour master?"
    lines = footnote("ask", asked).out.splitlines()
    quoted = next(at for at, line in enumerate(lines) if line.startswith("  “"))
    assert lines[quoted].endswith("since the storm of 27 February.”")
    assert lines[quoted + 1].startswith("    [1] Ferry Marigold runs aground off Tern Point · The Sandbar Courier")
    assert lines[quoted + 2] == "    https://sandbar-courier.example/2025/marigold"
    assert "/marigold#:~:text=" in footnote("ask", asked, "--links", "full").out


def test_only_with_a_flag_is_what_the_articles_do_not_say_a_failure(footnote: Footnote) -> None:
    unknown = "Who won the 2022 World Cup final in Qatar?"
    assert footnote("ask", unknown).code == 0
    assert footnote("ask", unknown, "--fail-not-found").code == 1
    assert footnote("ask", "Who is the harbour master?", "--fail-not-found").code == 0


def test_an_empty_question_is_refused_with_a_sentence(footnote: Footnote) -> None:
    ran = footnote("ask", "   ", "--json")
    assert ran.code == 2
    assert ran.json["error"]


def test_a_bad_setting_is_named(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_FILE_MB", "plenty")
    ran = footnote("ask", "Who?")
    assert ran.code == 2
    assert "MAX_FILE_MB" in ran.err


def test_chat_answers_shows_the_passage_and_leaves(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "Who is the harbour master?\n/passage 1\n/passage 99\n/nonsense\n/articles\n/quit\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    ran = footnote("chat")
    assert ran.code == 0
    assert ran.out.count("Petra Vance") >= 2
    assert "[1]" in ran.out
    assert "The last answer has the passages" in ran.err


def test_what_a_file_receives_has_no_blanks_at_the_end_of_its_lines(footnote: Footnote) -> None:
    ran = footnote("ask", "How many people were on board the ferry according to The Sandbar Courier?")
    assert "Searched: 1 article, 4 March 2025 · " in ran.out
    assert all(line == line.rstrip() for line in ran.out.splitlines())


def test_a_long_understanding_is_indented_and_unknown_commands_are_named(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "How many people were on board the ferry Marigold, and what did the harbour master say about the marker?"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{asked}\nonly The Sandbar Courier\n/nope\n"))
    ran = footnote("chat")
    assert ran.err.startswith("2 articles in “default”. Ask a question")
    assert "There is no command /nope. Ask a question" in ran.err
    understood = ran.out[ran.out.index("  Understood as: ") :].split("\n\n")[0]
    assert all(line.startswith("  ") for line in understood.splitlines())


def test_ctrl_c_at_the_prompt_leaves_the_chat(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    typed = io.StringIO()
    monkeypatch.setattr(typed, "readline", interrupted)
    monkeypatch.setattr("sys.stdin", typed)
    ran = footnote("chat")
    assert ran.code == 0
    assert "Stopped" not in ran.err


def test_a_program_can_chat_in_json_lines(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Who is the harbour master?\nWhen did the bakery close?\n"))
    assert [answer["outcome"] for answer in footnote("chat", "--json").objects] == ["answered", "answered"]


def test_small_talk_is_answered_and_not_searched(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hi\nWho is the harbour master?\nthanks a lot!\nare you sure?\n"))
    hello, answer, thanks, sure = footnote("chat", "--json").objects
    assert [one["outcome"] for one in (hello, answer, thanks, sure)] == ["small_talk", "answered", *["small_talk"] * 2]
    assert (hello["text"], thanks["citations"]) == ("Hello. Ask me something about the articles.", [])
    assert "letter by letter" in sure["text"]
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": "a", "question": "thanks"}\n', "utf-8")
    (row,) = footnote("ask", "--batch", str(batch)).objects
    assert (row["id"], row["outcome"], row["related"]) == ("a", "small_talk", [])
    assert "You are welcome." in footnote("ask", "thank you").out


def test_several_questions_of_one_message_stand_below_each_other(footnote: Footnote) -> None:
    ran = footnote("ask", "Who is the harbour master? Who conducts the Vienna opera?")
    first, second = ran.out.index("Who is the harbour master?"), ran.out.index("Who conducts the Vienna opera?")
    assert first < ran.out.index("Petra Vance") < second
    assert "The articles do not say." in ran.out[second:]


def test_a_chat_remembers_until_it_is_told_to_begin_anew(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    follow = "and who handed out the life jackets there?\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"When did the Marigold run aground?\n{follow}/new\n{follow}"))
    first, second, third = footnote("chat", "--json").objects
    assert second["follows"] == first["id"]
    assert "Marigold" in second["understood"]
    assert third["follows"] == third["understood"] == ""


def test_a_terminal_shows_whose_words_are_whose(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(capsys, ANSWER)
    assert "Understood as: How many people were hurt (the ferry accident)?" in shown
    assert "In all, 43 people were *hurt*. [4]" in shown
    assert "“Forty-three people were hurt.” [4] Fog · Callis Courier · 15 November 2024" in shown
    assert "— hospital staff, quoted by Callis Courier" in shown
    assert "Machine translation: Dreiundvierzig Menschen wurden verletzt." in shown
    assert "Sources differ: 37 or 44. The latest says 44." in shown
    assert "Evidence: one source, 2 copies" in shown
    assert "Written by openai:tester" in shown


def test_a_terminal_shows_what_the_catalogue_knows_with_the_articles(capsys: pytest.CaptureFixture[str]) -> None:
    told = Statement("“Fog” was written by Ann Lee.", (4,), "catalogue")
    answers.show(replace(ANSWER, statements=(told,), disagreements=(), model=""))
    shown = capsys.readouterr().out
    assert "“Fog” was written by Ann Lee. [4]" in shown
    assert "“Forty-three people were hurt.”" in shown
    many = tuple(replace(ANSWER.citations[0], number=number, byline="Ann Lee") for number in range(1, 6))
    told = Statement("5 articles.\x1b[2J", tuple(range(1, 6)), "catalogue")
    answers.show(replace(ANSWER, statements=(told,), citations=many, disagreements=(), model=""))
    shown = capsys.readouterr().out
    assert "5 articles." in shown
    assert "\x1b" not in shown
    assert "[5] Fog · Callis Courier · Ann Lee · 15 November 2024" in shown
    assert "Forty-three" not in shown


def test_a_terminal_shows_what_was_proven_of_a_translation(capsys: pytest.CaptureFixture[str]) -> None:
    translated = replace(WRITTEN, text="43 Verletzte.", original="In all, 43 people were hurt.")
    assert "Translated from: In all, 43 people were hurt." in _shown(capsys, replace(ANSWER, statements=(translated,)))


@pytest.mark.parametrize("terminal", [True, False])
def test_the_closest_passages_are_told_from_an_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    shown = _shown(capsys, replace(ANSWER, outcome="weak", missing=Missing(words=("rang",))))
    assert "Closest, perhaps not an answer." in shown
    assert "No article has the word “rang”." in shown
    assert shown.index("Closest") < shown.index("“Forty-three people were hurt.”")
    assert "Sources differ" not in shown


def test_a_terminal_asks_which_story_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(capsys, replace(ANSWER, outcome="weak", form="which", disagreements=()))
    assert "Which one do you mean?" in shown
    assert "Closest" not in shown
    assert shown.index("Which") < shown.index("“Forty-three people were hurt.”")


def _shown(capsys: pytest.CaptureFixture[str], answer: Answer) -> str:
    """What a terminal shows, its line breaks undone."""
    answers.show(answer)
    return " ".join(capsys.readouterr().out.split())


def _process(*arguments: str, typed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=100,
        check=False,
    )


def test_run_without_a_token_says_so_and_opens_the_chat(
    footnote: Footnote, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTICLES_DIR", str(articles))
    monkeypatch.setattr("sys.stdin", io.StringIO("When did the bakery close?\n/quit\n"))
    ran = footnote("run")
    assert ran.code == 0
    assert "DISCORD_TOKEN" in ran.err
    assert "2 unchanged" in ran.err
    assert "closed in 2019" in ran.out


def test_doctor_reports_each_part_on_a_line(footnote: Footnote) -> None:
    report = footnote("doctor", "--json").json
    assert report["ok"] is True
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert states["Discord token"] == "note"
    assert states["Data folder"] == states["Free disk"] == "ok"


def test_asking_with_missing_models_still_answers_and_says_so(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = footnote("ask", "When did the bakery close?", "--json").json
    monkeypatch.setenv("RERANK_MODEL", str(tmp_path / "missing"))
    monkeypatch.setenv("READER_MODEL", str(tmp_path / "missing"))
    answer = footnote("ask", "When did the bakery close?", "--json").json
    assert (plain["text"], plain["notes"]) == (answer["text"], [])
    assert answer["notes"] == [NOT_RERANKED, NOT_READ]
    assert "cannot be had" in footnote("ask", "When did the bakery close?").out
    report = footnote("doctor", "--json")
    assert report.code == 1
    told = [one["message"] for one in report.json["checks"] if one["name"] in ("Reranker", "Reader")]
    assert [message.split("=")[0] for message in told] == ["RERANK_MODEL", "READER_MODEL"]


def test_doctor_measures_models_on_known_questions(footnote: Footnote, tmp_path: Path) -> None:
    questions = tmp_path / "questions.json"
    questions.write_text('[{"question": "When did the bakery close?", "answers": ["2019"]}]', encoding="utf-8")
    report = footnote("doctor", "--questions", str(questions), "--json").json
    assert "none to measure" in next(one["message"] for one in report["checks"] if one["name"] == "Reader")
    questions.write_text("{}", encoding="utf-8")
    refused = footnote("doctor", "--questions", str(questions))
    assert (refused.code, "no question with an answer" in refused.err) == (2, True)


def test_doctor_names_what_env_misspells(footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("OTHER_TOOL=1\nDISCORD_TOKN=abc\nmax_file_mb=9\nFETCH_DELAY 3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = footnote("doctor", "--json").json
    told = [check["message"] for check in report["checks"] if check["name"] == "Configuration" and check["advice"]]
    assert told == [".env sets DISCORD_TOKN, which is no setting.", "line 4 of .env cannot be read."]
    assert "abc" not in str(report)


def test_an_unusable_home_is_told_in_a_sentence(footnote: Footnote, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    ran = footnote("index", "list", home=blocked / "home")
    assert ran.code == 1
    assert "Traceback" not in ran.err


@given(st.text())
def test_no_control_or_override_character_reaches_a_terminal(text: str) -> None:
    shown = safe(text + "\x1b[2J\u202e\x07")
    assert not set(shown) & {"\x1b", "\x07", "\u202e", "\x9b", "\r"}


def test_another_process_can_index_while_someone_chats(footnote: Footnote, articles: Path, own_home: Path) -> None:
    environment = {**os.environ, "FOOTNOTE_HOME": str(own_home), "PYTHONUNBUFFERED": "1"}
    chat = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert chat.stderr
    assert "0 articles" in chat.stderr.readline()
    assert footnote("index", "add", str(articles / "ferry.md"), "--json", home=own_home).json["new"] == 1
    out, err = chat.communicate("Who is the harbour master?\n/quit\n", timeout=60)
    assert chat.returncode == 0, err
    assert "Petra Vance" in out
