"""The dense index at Chroma's own server: shared by processes and catalogues, gone for a while, and back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import pytest

from index.errors import VectorsUnreachable
from index.library import Library
from index.settings import IndexSettings
from tests.chroma_server import ChromaServer
from tests.index.conftest import home_settings, story
from tests.index.invariants import check

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma-server"))
    yield server
    server.kill()


@pytest.fixture
def server(running: ChromaServer) -> ChromaServer:
    """A server that runs, whatever the test before did to it."""
    if running.process.poll() is not None:
        running.start()
    return running


@pytest.fixture
def shared(settings: IndexSettings, server: ChromaServer) -> IndexSettings:
    return settings.model_copy(update={"chroma_url": server.url})


def nearest(library: Library, text: str) -> list[str] | None:
    """Return what the server says, None where it is not asked."""
    found = library._dense.nearest("default", library.encode([text])[0], 3)
    return None if found is None else [key for key, _ in found]


def test_all_processes_ask_one_server_and_the_data_folder_holds_no_chroma(shared: IndexSettings, write: Write) -> None:
    for number in range(5):
        folder = write(f"{number}.json", number)
    with Library.open(shared) as library, Library.open(shared) as reader:
        library.sync("default", folder)
        assert check(library) == 5
        assert not reader.owner
        found = nearest(reader, story(3))
        assert found
        assert found == nearest(library, story(3))
        assert "Story 3" in {hit.article.title for hit in reader.search("default", story(3), 3).hits}
        (folder / "3.json").unlink()
        library.sync("default", folder)
        assert all(reader.catalogue.hits("default", [key]) for key in nearest(reader, story(3)) or [""])
    assert not (shared.footnote_home / "chroma").exists()


def test_catalogues_at_one_server_leave_each_other_alone(
    shared: IndexSettings, write: Write, tmp_path: Path, tiny_model: Path, models: Path
) -> None:
    other = home_settings(tmp_path / "other", tiny_model, models).model_copy(update={"chroma_url": shared.chroma_url})
    folder = write("a.json", 1)
    with Library.open(shared) as library, Library.open(other) as theirs:
        theirs.sync("default", folder)
        library.sync("default", folder)
        library.rebuild("default")
        assert check(library) == check(theirs) == 1


def test_while_the_server_is_down_questions_are_answered_and_nothing_half_done_is_seen(
    shared: IndexSettings, write: Write, server: ChromaServer
) -> None:
    folder = write("a.json", 1)
    with Library.open(shared) as library:
        library.sync("default", folder)
        server.kill()
        write("b.json", 2)
        with pytest.raises(VectorsUnreachable, match=r"Chroma's server at http://127\.0\.0\.1:\d+ does not answer"):
            library.sync("default", folder)
        assert [one.title for one in library.articles("default")] == ["Story 1"]
        assert library.search("default", story(1), 3).hits
        (finding,) = [one for one in library.health() if one.name == "Vectors"]
        assert finding.state == "bad"
        assert f"{finding.message} {finding.advice}".count("Check CHROMA_URL") == 1
        assert "does not answer" in library.unreachable()
        server.start()
        assert library.unreachable() == ""
        assert library.sync("default", folder).new == 1
        assert check(library) == 2


def test_what_an_outage_kept_from_being_deleted_is_deleted_after_it(
    shared: IndexSettings, write: Write, server: ChromaServer
) -> None:
    folder = write("a.json", 1)
    write("b.json", 2)
    with Library.open(shared) as library:
        library.sync("default", folder)
        (folder / "b.json").unlink()
        server.kill()
        with pytest.raises(VectorsUnreachable):
            library.sync("default", folder)
        server.start()
        library.sync("default", folder)
        assert check(library) == 1


@pytest.mark.slow
def test_a_server_killed_again_and_again_while_it_is_written_to_loses_nothing(
    shared: IndexSettings, write: Write, server: ChromaServer
) -> None:
    for number in range(1500):  # a server writes its files anew after 1,000 rows, which a kill may leave half written
        folder = write(f"{number}.json", number)
    random, kills = Random(3), 0
    with Library.open(shared) as library:
        while True:
            killing = threading.Timer(random.uniform(0.5, 4), server.kill)
            killing.start()
            try:
                library.sync("default", folder)
                break
            except VectorsUnreachable:
                kills += 1
                assert library.search("default", story(1), 3).hits or not library.articles("default")
                killing.join()
                server.start()
            finally:
                killing.cancel()
        assert kills
        assert check(library) == 1500


class _NotChroma(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>hello</html>")

    def log_message(self, *_: object) -> None:
        pass


def test_what_is_no_chroma_is_named_in_one_sentence(settings: IndexSettings, write: Write) -> None:
    web = ThreadingHTTPServer(("127.0.0.1", 0), _NotChroma)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{web.server_port}"
    with Library.open(settings.model_copy(update={"chroma_url": url})) as library:
        with pytest.raises(VectorsUnreachable, match=f"Chroma's server at {url} does not answer as it should"):
            library.sync("default", write("a.json", 1))
        assert library.articles("default") == []
    web.shutdown()
    web.server_close()
