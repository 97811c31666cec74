"""The program a helping process is given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from patience import PATIENCE_S

from extractor.batch.starting import program


def test_a_path_and_what_is_none_in_the_module_path_do_no_harm(tmp_path, monkeypatch):
    (tmp_path / "helper.py").write_text("def main():\n    print('started')\n")
    monkeypatch.setattr(sys, "path", [Path(tmp_path), None, "", *sys.path])
    command = [sys.executable, "-I", "-c", program("helper")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert (done.stdout, done.stderr) == ("started\n", "")
