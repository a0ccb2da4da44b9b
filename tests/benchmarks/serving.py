"""A portal of N articles for the benchmark of crawling: asyncio, one process, keep-alive; prints its port."""

import asyncio
import sys
from urllib.parse import urlsplit

PER_PAGE = 100
ARTICLE = (
    "<html><head><meta charset='utf-8'><title>{n}年政府工作报告</title></head><body><h1>{n}年政府工作报告</h1>"
    "<div class='TRS_Editor'><p>各位代表：</p>{paragraphs}</div></body></html>"
)
PARAGRAPH = "<p>加快建设韧性城市，推进海绵城市建设，完善应急管理体系，新增排水能力{n}立方米，改造老旧小区{n}个。</p>\n"


def make_page(path: str, articles: int) -> bytes:
    """Return the page of a path: robots.txt, a listing page, an article."""
    name = path.rsplit("/", 1)[-1]
    if name == "robots.txt":
        return b"User-agent: *\nDisallow: /private/\n"
    if name.startswith("t"):
        number = int(name.split("_")[1].split(".")[0])
        return ARTICLE.format(n=number, paragraphs=PARAGRAPH.format(n=number) * 95).encode()
    page = int(name[6:-5]) if name.startswith("index_") else 0
    numbers = range(page * PER_PAGE, min((page + 1) * PER_PAGE, articles))
    rows = "".join(
        f"<li><a href='./t20220101_{n}.html'>{n}年政府工作报告</a><span>2022-01-01</span></li>" for n in numbers
    )
    pages = -(-articles // PER_PAGE)
    script = f'<script>createPageHTML({pages}, {page}, "index", "html");</script>'
    return f"<html><head><meta charset='utf-8'></head><body><ul>{rows}</ul>{script}</body></html>".encode()


async def main(articles: int) -> None:
    """Serve until terminated."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await reader.readline():
            while (await reader.readline()).strip():
                pass
            body = make_page(urlsplit(request.split()[1].decode()).path, articles)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
