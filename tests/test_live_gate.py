"""``--gate tagger`` with the real tagger: which articles reach the server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fixture_articles import ARTICLES
from patience import PATIENCE_S
from scripted_server import ScriptedServer, text

from extractor.models.weights import ENCODER, is_whole

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not is_whole(ENCODER), reason="the tagger's encoder is not installed"),
]
TOLD = {
    "es": "Ataque contra una patrulla en el Cauca\n\nPOPAYÁN, 4 de mayo - Hombres armados mataron "
    "el martes a tres policías en la vereda El Rosal, en el Cauca. El comandante de la policía "
    "acusó a las disidencias de las FARC. Dos agentes más quedaron heridos. Las clases fueron "
    "suspendidas en el pueblo.",
    "ar": "مقتل خمسة جنود في هجوم شمال الموصل\n\nالموصل - قتل مسلحون خمسة جنود عراقيين يوم "
    "الثلاثاء في هجوم على نقطة تفتيش شمال الموصل. وقال متحدث باسم الجيش إن سبعة آخرين أصيبوا. "
    "واتهم الجيش تنظيم الدولة الإسلامية بتنفيذ الهجوم. وأغلقت القوات الطريق حتى المساء.",
}
QUIET = {
    "accident": "Eleven die as bus leaves road in the Andes\n\nLIMA, May 3 - Eleven passengers "
    "were killed and twenty hurt on Friday when a bus left the road near Huancayo and fell into a "
    "ravine. The driver had braked on wet leaves, police said. It was raining. The wounded were "
    "brought to two hospitals. A bridge nearby has been closed for repairs since March.",
    "talks": (ARTICLES / "trade-talks.txt").read_text("utf-8"),
    "match": "Spiel endet nach Verlängerung\n\nDer Stürmer schoss aus der Distanz und traf den "
    "Pfosten. Der Trainer war dennoch zufrieden. Nach der Pause griffen die Gäste über die Flügel "
    "an. Am Ende stand es drei zu zwei. Am Samstag spielt die Mannschaft wieder zu Hause.",
}


@pytest.mark.parametrize("processes", [1, 2])
def test_an_event_in_any_language_is_sent_and_an_accident_is_not(
    scripted_server: Callable[..., ScriptedServer], tmp_path: Path, processes: int
) -> None:
    nothing = json.dumps({"events": [], "statements": []})
    server = scripted_server(lambda _: text(nothing))
    path = tmp_path / "articles.jsonl"
    rows = [{"id": name, "text": one} for name, one in (TOLD | QUIET).items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    to = ["--model", "openai/x", "--base-url", server.url, "--gate", "tagger"]
    done = subprocess.run(
        [sys.executable, "-m", "extractor", str(path), *to, "--processes", str(processes)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "5 articles, 0 events, 3 left out by the gate; " in done.stderr
    asked = "\n".join(body["messages"][1]["content"] for body in server.chats)
    assert len(server.chats) == 2 and "El Rosal" in asked and "الموصل" in asked
