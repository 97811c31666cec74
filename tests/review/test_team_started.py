"""Starting a team's review: what is refused in one line, what stays as it was, TLS."""

from __future__ import annotations

import os
import sys

import forked
import pytest
from patience import PATIENCE_S
from review_kit import KHAN_SHEIKHOUN, ROOT
from team_kit import TEAM, TeamServed


def test_a_journal_of_another_coder_is_refused_in_one_line(serve_team):
    served = serve_team().start()
    served.person("anna").accept_all()
    served.stop()
    (served.folder / "events.anna.journal.jsonl").rename(served.folder / "events.ben.journal.jsonl")
    assert refused(served) == (
        "Error: events.ben.journal.jsonl:1: holds decisions of anna, and this is ben; each coder "
        "has a journal of their own"
    )
    alone = forked.run(
        [sys.executable, "-m", "extractor", "review", "events.jsonl", "--coder", "dora",
         "--journal", "events.ben.journal.jsonl", "--no-open"],
        cwd=served.folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert alone.returncode == 2 and "holds decisions of anna" in alone.stderr


def refused(served: TeamServed, more: list[str] | None = None) -> str:
    """The line that a start ends with."""
    served.more = [*served.more, *(more or [])]
    with pytest.raises(AssertionError) as ended:
        served.start()
    assert served.process is not None
    assert served.process.wait(timeout=PATIENCE_S) == 2
    text = str(ended.value)
    assert "Traceback" not in text
    lines = text.strip().splitlines()
    assert len([line for line in lines if line.startswith("Error")]) == 1
    return lines[-1]


def test_while_the_team_works_nobody_opens_its_journals(serve_team, tmp_path):
    serve_team().start()
    assert "in use" in refused(TeamServed(tmp_path))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--host", "0.0.0.0"], "needs --tls-cert and --tls-key"),
        (["--host", "::"], "needs --tls-cert and --tls-key"),
        (["--host", "127.0.0.1", "--host", "192.0.2.7"], "needs --tls-cert and --tls-key"),
        (["--host", "no such name"], "needs --tls-cert and --tls-key"),
        (["--host", "127.0.0.1", "--tls-cert", "x.pem"], "go together"),
        (["--tls-cert", "team.toml", "--tls-key", "team.toml"], "no certificate and its key"),
        (["--tls-cert", "no.pem", "--tls-key", "no.pem"], "no certificate and its key"),
        (["--new-token", "eve"], "nobody in team.toml has this name"),
        (["--double", "half"], "a share of the events"),
        (["--assign", "no.csv"], "cannot be read"),
        (["-o", "events.anna.journal.jsonl"], "is where decisions are kept"),
        (["-o", "events.team.jsonl"], "is where decisions are kept"),
        (["--coder", "anna"], "--coder is for one coder"),
        (["--journal", "x.jsonl"], "--journal is for one coder"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_before_anything_is_served(serve_team, more, told):
    assert told in refused(serve_team(*more))


def test_twice_coded_articles_need_an_adjudicator_and_people_stay(serve_team, tmp_path):
    lonely = TEAM.partition('[[person]]\nname = "chris"')[0]
    assert "somebody who adjudicates" in refused(serve_team("--double", "50%", team=lonely))
    served = serve_team("--double", "50%").start()
    served.person("anna").accept_all()
    served.stop()
    gone = TeamServed(tmp_path, team=TEAM.replace('"anna"', '"dora"'))
    assert "anna has articles in events.team.jsonl" in refused(gone)
    moved = TeamServed(tmp_path).assign("two-attacks,ben\nkhan-sheikhoun,ben\n")
    assert "stays as it is assigned: anna has begun it" in refused(moved)


def test_a_grown_team_and_a_changed_share_leave_what_is_dealt(serve_team, tmp_path):
    served = serve_team("--double", "50%").start()
    before = served.person("anna").ids()
    served.stop()
    more = TeamServed(tmp_path, ["--double", "100%"], team=f'{TEAM}[[person]]\nname = "dora"\n')
    more.start()
    more.tokens = {**served.tokens, **more.tokens}
    assert any("50% was drawn" in line for line in more.told)
    assert more.person("anna").ids() == before and more.person("dora").ids() == []
    more.stop()


def test_a_file_from_elsewhere_is_not_overwritten(serve_team, tmp_path):
    served = serve_team()
    (tmp_path / "reviewed.jsonl").write_text("from elsewhere")
    for _ in range(2):  # nor by beginning again
        assert "reviewed.jsonl exists already" in refused(served)
    assert (tmp_path / "reviewed.jsonl").read_text() == "from elsewhere"


def test_what_a_coder_began_alone_stays_with_that_coder(serve_team, open_session, tmp_path):
    from extractor.review import decisions

    session = open_session("ben")
    decisions.accept(session, KHAN_SHEIKHOUN, 0)
    session.journal.close()
    served = serve_team().start()
    assert KHAN_SHEIKHOUN in served.person("ben").ids()
    assert KHAN_SHEIKHOUN not in served.person("anna").ids()


def test_beyond_this_machine_it_speaks_tls_to_its_own_names_only(serve_team, tmp_path):
    import http.client
    import ssl

    forked.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=review.example", "-keyout", "key.pem",
         "-out", "cert.pem"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    served = serve_team("--host", "0.0.0.0", "--host", "review.example", "--tls-cert", "cert.pem",
                        "--tls-key", "key.pem").start()  # fmt: skip
    assert served.site.startswith("https://review.example:")
    port = int(served.site.rpartition(":")[2])
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE

    def get(host, path):
        connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=PATIENCE_S, context=context
        )
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    path = f"/?token={served.tokens['anna']}"
    entered = get(f"review.example:{port}", path)
    assert entered.status == 303 and "; Secure" in entered.headers["set-cookie"]
    assert get(f"0.0.0.0:{port}", path).status == get("evil.example", path).status == 403
