"""``extract serve`` under load: clients over real sockets, each sending its next request at once.

    python benchmarks/serve_load.py --clients 8 --each 3 [-- options of extract serve]

It starts the server itself, on a free port. There are two loads: articles of the fixtures, and
checks of one record, which use no model and so show the cost of sockets, JSON and access control.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import signal
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = sorted((ROOT / "fixtures" / "articles").glob("*.txt"), key=lambda p: p.stat().st_size)
RECORD = ROOT / "fixtures" / "review" / "events.jsonl"


def client(port: int, path: str, bodies: list[bytes]) -> list[tuple[int, float]]:
    """Status and seconds of each request, one after another over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    told = []
    for body in bodies:
        began = time.perf_counter()
        connection.request("POST", path, body, {"content-type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        told.append((answer.status, time.perf_counter() - began))
    connection.close()
    return told


def load(port: int, path: str, bodies: list[bytes], clients: int, each: int) -> str:
    """Run ``clients`` clients with ``each`` requests each; returns a line with the figures."""
    shares = [
        [bodies[(number * each + at) % len(bodies)] for at in range(each)]
        for number in range(clients)
    ]
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        told = [one for share in pool.map(lambda s: client(port, path, s), shares) for one in share]
    took = time.perf_counter() - began
    seconds = sorted(one for _, one in told)
    statuses = {status: sum(s == status for s, _ in told) for status, _ in told}
    p95 = seconds[min(len(seconds) - 1, round(0.95 * len(seconds)))]
    return (
        f"{path}: {clients} clients, {len(told)} requests, statuses {statuses}; {took:.1f} s, "
        f"{len(told) / took:.1f} a second; median {statistics.median(seconds):.3f} s, "
        f"95 % {p95:.3f} s, longest {seconds[-1]:.3f} s"
    )


def memory_mb(process: int) -> str:
    """The resident memory of a process, on systems that report it in /proc."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return "?"
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return f"{int(found[1]) / 1024:.0f}" if found else "?"


def main() -> None:
    """Start the server, load it, stop it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--checks", type=int, default=100)
    parser.add_argument("options", nargs="*")
    given: Any = parser.parse_args()
    server = subprocess.Popen(
        [sys.executable, "-m", "extractor", "serve", "--port", "0", "--quiet", *given.options],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr
    found = re.search(r":(\d+)/extract", server.stderr.readline())
    assert found, "the server did not start"
    port = int(found[1])
    texts = [path.read_text("utf-8") for path in ARTICLES]
    articles = [json.dumps({"text": text, "published": "2024-05-10"}).encode() for text in texts]
    record = json.loads(RECORD.read_text("utf-8").splitlines()[0])
    checks = [json.dumps({"records": [record]}).encode()]
    print(f"{len(texts)} articles of {len(texts[0])} to {len(texts[-1])} characters")
    print(client(port, "/extract", articles[:1]), "the first, which loads the model")
    print(f"memory {memory_mb(server.pid)} MB")
    print(load(port, "/extract", articles, given.clients, given.each))
    print(load(port, "/validate", checks, given.clients, given.checks))
    print(f"memory {memory_mb(server.pid)} MB")
    began = time.perf_counter()
    server.send_signal(signal.SIGTERM)
    code = server.wait(60)
    print(f"ended with {code} in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
