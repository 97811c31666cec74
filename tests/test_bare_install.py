"""The wheel as users get it, without any extra: it imports, helps, and brings its data."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from patience import PATIENCE_S

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = (
    *("anthropic", "docx", "fastapi", "mcp", "numpy", "pandas", "polars", "pypdf", "python-docx"),
    *("ray", "trafilatura", "uvicorn", "warcio"),
    "xllamacpp",
)
# Run before everything else: an extra that is installed here is found nowhere.
HIDE = f"""
import sys
class Without:
    def __init__(self, finder):
        self.finder = finder
    def __getattr__(self, name):
        return getattr(self.finder, name)
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {EXTRAS!r}:
            return None
        return self.finder.find_spec(name, path, target)
sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree by the backend itself: no isolation, no network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the unpacked wheel; a pure wheel is installed by unpacking it."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    yield folder


def run(installed: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The code in an interpreter that sees the wheel and the base dependencies, not this tree."""
    paths = [str(installed), sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"]]
    start = f"{HIDE}\nsys.path[:0] = {paths!r}\n{code}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "EXTRACT"))}
    return subprocess.run(
        # -S: no site-packages, hence no editable install of the working tree.
        [sys.executable, "-S", "-c", start, *arguments],
        cwd=installed,
        env=environment,
        capture_output=True,
        timeout=PATIENCE_S,
    )


def extract(installed: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command as the wheel's entry point starts it."""
    return run(installed, "from extractor.cli import main\nsys.exit(main())", *arguments)


def test_the_wheel_holds_data_schemas_licence_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {
        str(path.relative_to(ROOT)).replace(os.sep, "/")
        for path in (ROOT / "extractor").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped <= names
    for schema in ("event.schema.json", "acled-row.schema.json"):
        assert f"extractor/schemas/{schema}" in names
    assert "extractor/gazetteer/data/gazetteer.sqlite" in names
    for licence in ("LICENSE", "NOTICE"):
        assert any(name.endswith(f"dist-info/licenses/{licence}") for name in names)
    others = {name.split("/")[0] for name in names}
    assert {part for part in others if not part.endswith(".dist-info")} == {"extractor"}


def test_the_package_imports_from_the_wheel_and_without_extras(installed: Path) -> None:
    code = (
        "import extractor, extractor.pipeline, extractor.records\n"
        "print(extractor.__file__)\n"
        "print([getattr(extractor, n) is not None for n in extractor.__all__].count(False))"
    )
    done = run(installed, code)
    assert done.returncode == 0, done.stderr.decode()
    where, missing = done.stdout.decode().split()
    assert Path(where).is_relative_to(installed)
    assert missing == "0"


def test_help_works_without_extras(installed: Path) -> None:
    done = extract(installed, "--help")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith("Usage:")


@pytest.mark.parametrize("name", ["event", "acled"])
def test_schemas_are_printed_as_they_are_checked_in(installed: Path, name: str) -> None:
    done = extract(installed, "schema", name)
    assert done.returncode == 0, done.stderr.decode()
    file = {"event": "event.schema.json", "acled": "acled-row.schema.json"}[name]
    assert done.stdout == (ROOT / "schemas" / file).read_bytes()


def test_the_shipped_data_is_read_from_the_wheel(installed: Path) -> None:
    code = (
        "from extractor.analysis import Analysis\nfrom extractor.text.article import Article\n"
        "from extractor.records.schema import shipped_schema\n"
        "seen = Analysis(Article('Boko Haram killed four farmers in Konduga, Nigeria.'))\n"
        "print([p.name for p in seen.places], len(seen.groups), "
        "shipped_schema('event')['version'])"
    )
    done = run(installed, code)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().split() == ["['Konduga',", "'Nigeria']", "1", "1.1"]


def test_without_the_local_extra_a_run_says_what_to_install(installed: Path) -> None:
    (installed / "article.txt").write_text("Gunmen killed four farmers in Konduga on Tuesday.")
    done = extract(installed, "article.txt", "--model", "local")
    assert done.returncode == 2
    message = done.stderr.decode()
    assert "Traceback" not in message
    assert "[local]" in message


def test_without_the_tagger_extra_the_default_run_says_what_to_install(installed: Path) -> None:
    (installed / "article.txt").write_text("Gunmen killed four farmers in Konduga on Tuesday.")
    for options in ((), ("--model", "tagger"), ("--dry-run",)):
        done = extract(installed, "article.txt", *options)
        assert done.returncode == 2
        message = done.stderr.decode()
        assert "Traceback" not in message
        assert "the tagger needs the extra `tagger`: pip install '.[tagger]'" in message
        assert "pip install 'FILE.whl[tagger]'" in message


def test_the_extras_hold_what_the_base_does_not_need() -> None:
    needed = requires("extract-events") or []
    base = [line for line in needed if "extra ==" not in line]
    assert not [line for line in base if line.startswith(EXTRAS)]
