"""Markdown: read without its marks, line for line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, normalise
from index.errors import FileEmpty, InputError
from index.reading.formats import Hints, parse

TEXT = """---
title: "Köprü açıldı"
tarih: 12 Mayıs 2022
kaynak: AA
url: https://a.example/kopru
---

# Köprü açıldı #

Vali **Kemal Yılmaz**, dün
*törende* [konuştu](https://a.example "Haber") ve `kod` dedi.

> "Köprü *halkındır*."
> Yılmaz böyle dedi.

- ilk madde
- ikinci madde
  sürüyor

1. bir
2. iki

İkinci başlık
-------------

| Ad | Yaş |
|----|-----|
| Ali | 5 |

```python
x = 1
```

***

Son __satır__ snake_case_ad 2 * 3 * 4 ve \\*yıldız\\*. ![resim](a.png)
[not]: https://a.example
"""


def read(text: str) -> Article:
    return parse(text.encode(), "a.md", Hints())


def test_marks_are_no_text() -> None:
    article = read(TEXT)
    assert [article.reading(p) for p in article.paragraphs] == [
        "Köprü açıldı",
        "Vali Kemal Yılmaz, dün törende konuştu ve kod dedi.",
        '"Köprü halkındır." Yılmaz böyle dedi.',
        "ilk madde",
        "ikinci madde sürüyor",
        "bir",
        "iki",
        "İkinci başlık",
        "| Ad | Yaş |",
        "| Ali | 5 |",
        "x = 1",
        "Son satır snake_case_ad 2 * 3 * 4 ve *yıldız*. resim",
    ]


def test_lines_are_those_of_the_file() -> None:
    article = read(TEXT)
    lines = TEXT.split("\n")
    for words in ("Vali", "törende", "halkındır", "sürüyor", "İkinci başlık", "x = 1", "Son"):
        start = article.text.index(words)
        paragraph = next(p for p in article.paragraphs if p.start <= start < p.end)
        first, last = article.lines(paragraph)
        assert any(words in line for line in lines[first - 1 : last])
        assert words in lines[article.text[:start].count("\n")]


def test_what_is_known() -> None:
    article = read(TEXT)
    assert article.title == "Köprü açıldı"
    assert article.metadata["date"] == "2022-05-12"
    assert article.metadata["outlet"] == "AA"
    assert article.metadata["url"] == "https://a.example/kopru"
    assert read("# Bir başlık\n\nMetin burada.").title == "Bir başlık"
    assert read("Bir başlık\n===\n\nMetin burada.").title == "Bir başlık"


def test_a_rule_at_the_beginning_is_no_header() -> None:
    article = read("---\n\nVali: konuştu.\n")
    assert [p.of(article.text) for p in article.paragraphs] == ["Vali: konuştu."]


def test_nothing_but_marks() -> None:
    for text in ("", "---\ntitle: x\n---\n", "***\n\n---\n", "[a]: b\n"):
        with pytest.raises(FileEmpty):
            read(text)


@given(st.lists(st.sampled_from([*TEXT.split("\n"), "```", "a", " ", "> ", "- "]), max_size=30))
def test_whatever_is_marked_up_the_lines_agree(lines) -> None:
    text = "\n".join(lines)
    try:
        article = read(text)
    except InputError:
        return
    ours = article.text.split("\n")
    assert len(ours) == len(text.split("\n"))
    for mine, theirs in zip(ours, text.split("\n"), strict=True):
        letters = iter(normalise(theirs))
        assert all(char in letters for char in mine)  # in their order, with some left out
    inside = "".join(p.of(article.text) for p in article.paragraphs)
    assert "".join(inside.split()) == "".join(article.text.split())
