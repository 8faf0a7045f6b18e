"""Fifty check-ins a second: each is sent when it is due, whether or not those before were answered."""

from __future__ import annotations

import asyncio
import time
import uuid
from urllib.parse import urlencode, urlsplit

from benchmarks.web.visitor import Visitor

CONNECTIONS = 8  # as many as the server has threads; a note that finds none free waits, and that is counted
PER_S, SECONDS = 50.0, 75.0


async def send(visitor: Visitor, person: str, *, per_s: float, seconds: float) -> tuple[list[float], list[str]]:
    """(the waits of acknowledged notes in milliseconds, the ids of their forms). Anything else is left out."""
    place = urlsplit(visitor.url)
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await asyncio.open_connection(place.hostname, place.port))
    head = (
        f"POST /p/{person}/check-in/ HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {visitor.cookie_line()}\r\n"
        f"X-CSRFToken: {visitor.cookies['supple_csrf']}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )
    waits: list[float] = []
    kept: list[str] = []

    async def one(number: int, due: float) -> None:
        form = str(uuid.uuid4())
        body = urlencode({"form_id": form, "stiffness": number % 11})
        reader, writer = await free.get()
        try:
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            status = await reader.readline()
            length = 0
            while (line := await reader.readline()) not in {b"\r\n", b""}:
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            await reader.readexactly(length)
        finally:
            free.put_nowait((reader, writer))
        if b" 302 " in status:
            waits.append((time.perf_counter() - due) * 1000)
            kept.append(form)

    began = time.perf_counter()
    tasks = []
    for number in range(round(per_s * seconds)):
        due = began + number / per_s
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(number, due)))
    await asyncio.gather(*tasks)
    while not free.empty():
        free.get_nowait()[1].close()
    return waits, kept
