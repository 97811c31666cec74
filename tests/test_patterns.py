"""Regular expressions of the package: few, and short enough to be read."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from patterns import patterns  # noqa: E402  (beside the tools)

MOST = 119
"""As `python tools/patterns.py` counts them. A new one wants an old one to go: words are data, what
stands once in a library is not written again."""


def test_no_pattern_is_longer_than_a_line() -> None:
    long = [f"{one.path}:{one.line}" for one in patterns() if one.lines > 1]
    assert not long, "give its parts names"


def test_patterns_do_not_grow_in_number() -> None:
    found = sum(1 for _ in patterns())
    assert found <= MOST, f"{found} patterns; python tools/patterns.py ROOM lists those of a room"


def test_patterns_are_counted_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "one.py").write_text(
        'import re\nA = re.compile("a"\n    "b")\n\ndef f(x):\n    return re.sub("c", "", x)\n'
    )
    assert [(one.room, one.line, one.lines) for one in patterns(tmp_path)] == [
        ("room", 2, 2),
        ("room", 6, 1),
    ]
