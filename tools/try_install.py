"""Install the built wheel as a user would, in an empty environment, and use it.

    python -m build && python tools/try_install.py dist/*.whl

Runs with pipx and with uv, whichever are installed: in an empty home and folder, with no variables
but a path, and with only the wheel's own dependencies from the index. Needs the network, so no test
runs it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROW = ROOT / "fixtures" / "records" / "invalid" / "E306" / "row.csv"
EVENTS = ROOT / "fixtures" / "records" / "valid" / "events.jsonl"
INSTALLERS = {
    "pipx": ("pipx", "install", "--python", sys.executable),
    "uv": ("uv", "tool", "install", "--python", sys.executable),
}
USES: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("--version",), 0, "extract, version "),
    (("--help",), 0, "Usage: "),
    (("schema", "event"), 0, "{"),
    (("validate", "row.csv"), 1, "row.csv"),
    (("convert", "events.jsonl", "--to", "-", "--format", "geojson"), 0, '{"type"'),
    (("load", "events.jsonl", "--to", "conflict.db"), 0, ""),
    (("run", "article.txt", "--dry-run"), 2, ""),  # no numpy, no weights: one line says so
    (("serve",), 2, ""),
)


def tried(installer: tuple[str, ...], wheel: Path) -> int:
    """Install the wheel and run the commands; returns how many of them failed."""
    tool = shutil.which(installer[0])
    if tool is None:
        print(f"{installer[0]}: not here, left out")
        return 0
    with tempfile.TemporaryDirectory() as made:
        home = Path(made) / "home"
        bare = Path(made) / "bare"
        home.mkdir()
        bare.mkdir()
        for source in (ROW, EVENTS):
            shutil.copy(source, bare)
        (bare / "article.txt").write_text("Gunmen killed four farmers in Konduga on Tuesday.\n")
        environment = {"HOME": str(home), "PATH": f"{home}/.local/bin:/usr/bin:/bin"}
        for name in ("UV_INDEX_URL", "PIP_INDEX_URL", "SSL_CERT_FILE"):  # settings of another index
            if name in os.environ:
                environment[name] = os.environ[name]
        given = [tool, *installer[1:], str(wheel)]
        done = subprocess.run(given, cwd=bare, env=environment, capture_output=True, text=True)
        if done.returncode:
            print(f"{installer[0]}: not installed\n{done.stderr}")
            return 1
        return sum(not used(bare, environment, installer[0], *use) for use in USES)


def used(
    folder: Path,
    environment: dict[str, str],
    by: str,
    words: tuple[str, ...],
    code: int,
    begins: str,
) -> bool:
    """Whether the command gives the expected exit code and output."""
    command = [f"{environment['HOME']}/.local/bin/extract", *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    right = done.returncode == code and done.stdout.startswith(begins)
    right = right and "Traceback" not in done.stderr
    print(f"{by}: extract {' '.join(words)}: {'as it should' if right else 'WRONG'}")
    if not right:
        print(done.returncode, done.stdout[:300], done.stderr[:1000], sep="\n")
    return right


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel.resolve()
    sys.exit(1 if sum(tried(installer, wheel) for installer in INSTALLERS.values()) else 0)
