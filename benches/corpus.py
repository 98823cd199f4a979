#!/usr/bin/env python3
"""Prints N articles as JSONL, made of the sentences of the fixtures: the same bytes in every run.

    benches/corpus.py 20000 > articles.jsonl
    benches/corpus.py 20000 FOLDER > articles.jsonl    # of the sentences of any other folder's text files

An article has some 3,300 bytes, a headline, an address, a date and one of twelve outlets; one in fifty is a copy of an
earlier one under another headline, as wire copy is.
"""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = [HERE / "fixtures" / "news", HERE / "tests" / "month", HERE / "src" / "reading" / "attribution" / "gold" / "wire.txt"]
OUTLETS = [
    "The Meridian Post", "Harbor Wire", "Baltic Ledger", "The Evening Courier", "Northern Dispatch", "Capital Daily",
    "The Ferry Street Journal", "Coastline Radio", "Agency Nine", "The Sunday Examiner", "Inland Gazette", "World Desk",
]
LENGTH = 3200  # characters in a body, about


class Dice:
    """A generator of our own, so that no version of Python makes another corpus."""

    def __init__(self, seed):
        self.state = seed

    def roll(self, sides):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % sides


def texts(folder):
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        if path.suffix in (".txt", ".md"):
            text = path.read_text(encoding="utf-8", errors="replace")
            if "\n===\n" in text:  # articles, each with its claims after a line of dashes
                yield from (article.split("\n---\n")[0] for article in text.split("\n===\n"))
                continue
            yield re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        elif path.suffix in (".json", ".jsonl"):
            for line in [path.read_text()] if path.suffix == ".json" else path.read_text().splitlines():
                article = json.loads(line)
                yield next((article[name] for name in ("articleBody", "text", "body") if name in article), "")


def sentences(folders):
    found = {}
    for text in (text for folder in folders for text in texts(folder)):
        for paragraph in re.split(r"\n\s*\n", text):
            paragraph = " ".join(paragraph.split())
            for sentence in re.split(r"(?<=[a-z0-9][.!?\"”])\s+(?=[A-Z\"“])", paragraph):
                if 40 <= len(sentence) <= 500 and sentence[-1] in '.!?"”' and not sentence.startswith(("#", "|", ">")):
                    found.setdefault(sentence)
    return list(found)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folders = [pathlib.Path(folder) for folder in sys.argv[2:]] or FIXTURES
    known, dice, kept = sentences(folders), Dice(2024), []
    assert len(known) > 30, f"{folders} have too few sentences"
    for number in range(count):
        if number % 50 == 49:
            body = kept[dice.roll(len(kept))] + "\n\nWith reports from elsewhere."
        else:
            paragraphs, length = [], 0
            while length < LENGTH - 300 + dice.roll(600):
                chosen = [known[dice.roll(len(known))] for _ in range(1 + dice.roll(3))]
                paragraphs.append(" ".join(chosen))
                length += len(paragraphs[-1]) + 2
            body = "\n\n".join(paragraphs)
            if len(kept) < 500:
                kept.append(body)
            else:
                kept[number % 500] = body
        day = number % 1461
        month, date = 1 + day // 31 % 12, 1 + day % 28
        headline = " ".join(known[dice.roll(len(known))].rstrip('.!?"”').split()[: 6 + dice.roll(5)])
        print(json.dumps({
            "id": f"c-{number}",
            "headline": headline,
            "datePublished": f"{2021 + day // 366}-{month:02}-{date:02}",
            "publisher": OUTLETS[dice.roll(len(OUTLETS))],
            "url": f"https://news.example/{2021 + day // 366}/{month:02}/{number}",
            "articleBody": body,
        }, ensure_ascii=False))


main()
