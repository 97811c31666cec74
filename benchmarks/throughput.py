"""Throughput on many articles: ours, LangExtract and a plain instructor script; and our own work.

    python benchmarks/throughput.py                  # 2,000 articles each, about a minute
    python benchmarks/throughput.py --articles 300   # a quick try
    python benchmarks/throughput.py --embedded       # also ten articles on the embedded model

A server in its own process answers each request after a log-normal delay (median ``--delay-ms``,
sigma 0.3), with no limit on concurrent requests. Its own limit is measured first, by a bare client
that only sends and receives. Then each system reads the same articles of some 500 words with
``--workers`` requests in flight, in a fresh process, one system after the other. Ours runs up to
written records with a journal; the others run, as they usually do, up to parsed answers. The
server's answer is the same for all and has one event.

Our own work is measured without a server: the model answers at once, so that only our code is
timed, in processor time of one core: analysing the text, reading, coding, checking, writing.
Needs ``pip install '.[bench]'``. Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.own_work import own_work  # noqa: E402
from benchmarks.throughput_texts import PEER_READING, READING, articles  # noqa: E402
from extractor import Article, Extractor  # noqa: E402
from extractor.reading import Tokens  # noqa: E402

SIGMA = 0.3


# The server -----------------------------------------------------------------------------------


class Talk(asyncio.Protocol):
    """One connection: answers each chat completion after its delay. It does as little work as
    possible, because it shares the processors with the systems measured."""

    def __init__(self, delay_s: Callable[[], float]) -> None:
        self.delay_s = delay_s
        self.transport: Any = None
        self.came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.came += data
        head, _, body = self.came.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or -1)
        if size == len(body):  # a client sends its next request only after the answer
            self.came = b""
            said = PEER_ANSWER if b"extractions" in body else ANSWER
            asyncio.get_running_loop().call_later(self.delay_s(), self.transport.write, said)


async def serve(delay_ms: float) -> None:
    """Serve chat completions; prints the port."""
    chance = random.Random(6)

    def delay_s() -> float:
        return delay_ms / 1000 * chance.lognormvariate(0, SIGMA)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Talk(delay_s), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def answer(content: str) -> bytes:
    """The bytes of a response with this message."""
    message = {"role": "assistant", "content": content}
    usage = {"prompt_tokens": 900, "completion_tokens": 120, "total_tokens": 1020}
    body = json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 0,
            "model": "scripted",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": usage,
        }
    ).encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


ANSWER, PEER_ANSWER = answer(READING), answer(PEER_READING)


# Who asks it ----------------------------------------------------------------------------------


def bare(url: str, count: int, workers: int) -> None:
    """Measure the server's limit: send the same requests and ignore the answers."""
    port = int(url.rsplit(":", 1)[1].split("/")[0])
    body = json.dumps({"messages": [{"role": "user", "content": next(articles(1)).text}]}).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    request = head.encode() + body
    left = iter(range(count))

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in left:
            writer.write(request)
            answered = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(answered.split(b"Content-Length: ")[1].split(b"\r")[0]))
        writer.close()

    async def all_of_them() -> None:
        await asyncio.gather(*(one() for _ in range(workers)))

    asyncio.run(all_of_them())


def ours(url: str, count: int, workers: int) -> None:
    """Run our command as a user would: records are written, with a journal."""
    from extractor.cli import main

    with tempfile.TemporaryDirectory() as folder:
        path, events = Path(folder) / "articles.jsonl", Path(folder) / "events.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for article in articles(count):
                entry = {"id": article.id, "text": article.text, "published": "2017-04-05"}
                lines.write(json.dumps(entry) + "\n")
        begin()
        main(
            ["run", str(path), "-o", str(events), "--base-url", url, "--model", "openai/scripted",
             "--concurrency", str(workers), "--quiet"],
            standalone_mode=False,
        )  # fmt: skip
        with events.open(encoding="utf-8") as lines:
            assert sum(1 for _ in lines) == count, "an event an article"


def langextract(url: str, count: int, workers: int) -> None:
    """LangExtract over all articles as documents, each in one piece."""
    import langextract as lx
    from langextract.providers.openai import OpenAILanguageModel

    model = OpenAILanguageModel(
        model_id="scripted", api_key="x", base_url=url, temperature=0.0, max_workers=workers
    )
    example = lx.data.ExampleData(
        text="A bomb exploded in Cali on Monday.",
        extractions=[lx.data.Extraction("event", "A bomb exploded", attributes={"where": "Cali"})],
    )
    documents = [lx.data.Document(text=a.text, document_id=a.id) for a in articles(count)]
    begin()
    found = list(
        lx.extract(
            documents,
            prompt_description="Extract the conflict events.",
            examples=[example],
            model=model,
            max_char_buffer=10_000,
            batch_length=workers,
            max_workers=workers,
            show_progress=False,
        )
    )
    assert len(found) == count


def instructor_loop(url: str, count: int, workers: int) -> None:
    """A script as users write it: instructor in a pool of threads, answers kept as objects."""
    import instructor
    from openai import OpenAI

    from extractor.readers.record import ArticleReading

    client = instructor.from_openai(
        OpenAI(base_url=url, api_key="x"), mode=instructor.Mode.JSON_SCHEMA
    )

    def read(article: Article) -> ArticleReading:
        found: ArticleReading = client.create(
            model="scripted",
            messages=[
                {"role": "system", "content": "Extract the conflict events."},
                {"role": "user", "content": article.text},
            ],
            response_model=ArticleReading,
            max_tokens=3000,
        )
        return found

    texts = list(articles(count))
    begin()
    with ThreadPoolExecutor(workers) as pool:
        assert len(list(pool.map(read, texts))) == count


SYSTEMS: dict[str, Callable[[str, int, int], None]] = {
    "the server itself (bare client)": bare,
    "extract": ours,
    "LangExtract 1.7": langextract,
    "instructor, pool of threads": instructor_loop,
}
_began: list[float] = []


def begin() -> None:
    """Start the clock: imports and preparation are not counted."""
    _began[:] = [time.perf_counter(), time.process_time()]


def timed(name: str, url: str, count: int, workers: int, line: Any) -> None:
    """Run one system in a fresh process and send wall and processor seconds over ``line``."""
    begin()
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):  # noqa: PTH123
        SYSTEMS[name](url, count, workers)
    wall, cpu = _began
    line.send((time.perf_counter() - wall, time.process_time() - cpu))


def side_by_side(count: int, workers: int, delay_ms: float) -> dict[str, tuple[float, float]]:
    """Wall and processor seconds of each system."""
    argv = [sys.executable, __file__, "--serve", "--delay-ms", str(delay_ms)]
    server = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    fresh = multiprocessing.get_context("spawn")
    found = {}
    try:
        assert server.stdout
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        for name in SYSTEMS:
            here, there = fresh.Pipe()
            process = fresh.Process(target=timed, args=(name, url, count, workers, there))
            process.start()
            there.close()
            try:
                found[name] = here.recv()
            except EOFError:
                print(f"{name}: it failed", file=sys.stderr)
            process.join()
    finally:
        server.kill()
        server.wait()
    return found


# The embedded model ---------------------------------------------------------------------------


def embedded(count: int = 10) -> None:
    """Read ten articles with the embedded model: in one batch, and with one call for each."""
    from extractor.batch.loop import extract_many

    texts = sorted((ROOT / "fixtures" / "articles").glob("*.txt"))
    some = [Article(path.read_text("utf-8"), id=path.stem) for path in texts]
    some += [Article(a.text + "\nReported again.", id=f"{a.id}-2") for a in some]
    some = some[:count]
    rows = []
    with Extractor(model="local") as extractor:
        extractor.process(Article("A bomb killed two in Mosul.", published="2020-01-07"))
        before, began = extractor.model.spent, time.perf_counter()
        list(extract_many(some, extractor))
        rows.append(("in one batch", time.perf_counter() - began, extractor.model.spent - before))
    spent, began = Tokens(), time.perf_counter()
    for article in some:
        with Extractor(model="local") as extractor:
            spent += extractor.process(article).tokens
    rows.append(("one by one, a run each", time.perf_counter() - began, spent))
    print(f"\nThe embedded model, {count} articles")
    print(f"{'':24} {'seconds':>8} {'articles/min':>13} {'prompt':>8} {'cached':>7}")
    for name, wall, tokens in rows:
        share = tokens.cached / max(1, tokens.prompt)
        print(f"{name:24} {wall:8.1f} {count / wall * 60:13.1f} {tokens.prompt:8,} {share:7.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--delay-ms", type=float, default=200)
    parser.add_argument("--embedded", action="store_true", help="ask the embedded model too")
    parser.add_argument("--own-only", action="store_true", help="our own work alone")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(options.delay_ms))
        return
    words = len(next(articles(1)).text.split())
    work = own_work(min(options.articles, 200))
    print(f"Our own work for an article of {words} words, milliseconds of one core")
    for stage, cost in work.items():
        print(f"  {stage:28} {cost:6.2f}")
    whole = sum(work.values())
    print(f"  {'together':28} {whole:6.2f}   ({1000 / whole:.0f} articles a second)")
    if not options.own_only:
        found = side_by_side(options.articles, options.workers, options.delay_ms)
        most = options.articles / found["the server itself (bare client)"][0]
        print(
            f"\n{options.articles:,} articles, {options.workers} in flight, delay log-normal "
            f"around {options.delay_ms:g} ms"
        )
        print(f"{'':34} {'articles/s':>10} {'of the server':>14} {'CPU ms each':>12}")
        for name, (wall, cpu) in found.items():
            rate = options.articles / wall
            each = cpu / options.articles * 1000
            print(f"{name:34} {rate:10.1f} {rate / most:14.0%} {each:12.2f}")
        peers = [w for n, (w, _) in found.items() if n not in ("extract", next(iter(SYSTEMS)))]
        if peers and "extract" in found:
            print(f"ours to the better of the others: {min(peers) / found['extract'][0]:.2f}")
    if options.embedded:
        embedded()


if __name__ == "__main__":
    main()
