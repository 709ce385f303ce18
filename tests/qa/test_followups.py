"""Which questions go on from what was said before: told from the question alone."""

import json
from pathlib import Path

import pytest

from qa.evaluation.perturb import perturb
from qa.followups import followup
from qa.question import understand

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "eval" / "news-dev" / "questions.jsonl"

FOLLOWUPS = {
    "more": "Daha fazla|Devam|devam et|Başka?|Başka var mı?|daha fzla|bşka|More|Anything else?",
    "other": "Başka ne dedi?|Daha ne söyledi?|bsaka ne dedi|başka ne soyldi|What else did he say?",
    "said": "Bunu kim söyledi?|bunu kim soyledi|Kim söyledi?|Bu kimin sözü?|Who said that?",
    "asking": "Ne zaman?|Neden?|Nerede?|nrede|Niye?|Kim?|Kime?|Kaç yaşında?|Hangi ülkede?"
    "|Ne kadar süreyle?|Peki neden?|Ne zaman oldu bu?|Bu ne zaman oldu?"
    "|When?|Why?|And when?|How long?",
    "name": "Peki Lavrov?|Ya Rusya?|peki lavrov|pekı lavrof|Lavrov?|Peki Rusya hakkında?"
    "|Ya Şilili uzman?|And Lavrov?|What about Armenia?|Peki ya Ermenistan?",
    "anaphor": "O ne dedi?|Onun görevi ne?|Ona kim cevap verdi?|Onlar ne istiyor?|Orada ne oldu?"
    "|Buna ne dedi?|Lavrov bu konuda ne dedi?|Lavrov onun hakkında ne dedi?"
    "|Ona göre ne yapılmalı?|What did he say about Medinah?|Who founded it?|Why did they leave?",
    "unsaid": "Ne teklif etti?|Ne dedi?|Kiminle görüştü?|Nahçıvan hakkında ne dedi?|ne dedi"
    "|Rusya'dan ne bekliyor?|Kapasitesi kaça çıkacak?|Kabul etti mi?|Kim kurdu?|Nereye gitti?"
    "|nahcivan icin ne soyledi|Ne zaman verilecek?|Hangi yılda doğdu?|Ne zaman öldü?"
    "|Neden istifa etti?",
}
ALONE = """
Peki Lavrov ne dedi?
Ne oldu?
Kaç kişi öldü?
kac kisi oldu
Nerede yangın çıktı?
O ay ne kadar yağmur yağdı?
Bu isimden kim rahatsız?
Azerbaycan bu tavrıyla neyi hedefliyor?
Zaev kendisi hakkında ne dedi?
Aliyev ve onun bakanı ne dedi?
Grönland onlara özel statü veren bir antlaşmayı ne zaman imzaladı?
Evrim teorisi neden bu kadar karmaşık?
Hastalara neden açık havada bakılıyormuş?
Haris eşi hakkında ne dedi?
Şili hükümeti dava hakkında ne açıkladı?
Parti ne dedi?
Sisi ne dedi?
Barselona'da kaç kişi tutuklandı?
Her 100 erkek için kaç kadın var?
Ne dedi Aliyev?
Ne zaman seçim yapıldı?
Who said he would not vote in the referendum?
How long has it been since the Second Karabakh War ended?
Why is the supermarket relaunching its makeup range?
What did Coker say about the messages they received?
depremin büyüklüğü
Lavrov
""".strip().splitlines()


@pytest.mark.parametrize(
    ("shape", "text"),
    [(shape, text) for shape, texts in FOLLOWUPS.items() for text in texts.split("|")],
)
def test_what_goes_on_from_something(shape, text):
    found = followup(understand(text).text)
    assert found is not None
    assert found.shape == shape


@pytest.mark.parametrize("text", ALONE)
def test_what_stands_alone(text):
    assert followup(understand(text).text) is None


def questions():
    for path in (ROOT / "seeds" / "questions.jsonl", NEWS):
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                yield row.get("question") or row["q"]
    for line in (ROOT / "seeds" / "dialogues.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield from (row["turns"][0], row["standalone"])


@pytest.mark.parametrize("typed", ["none", "ascii", "upper", "typo"])
def test_no_question_of_the_data_sets_is_one_however_it_is_typed(typed):
    asked = [perturb(q, typed, seed) for q in questions() for seed in range(3)]
    assert [q for q in asked if followup(understand(q).text)] == []


def test_the_phrase_that_asks_is_spelled_out():
    assert followup("nrede").phrase == "nerede"
    assert followup("Peki ne zaman oldu bu?").phrase == "ne zaman"
    assert followup("kac yasinda").phrase == "kaç yasinda"


def test_what_is_left_out():
    left_out = {"Ne teklif etti?": "subject", "Kim kurdu?": "object", "Kapasitesi ne?": "possessor"}
    assert {text: followup(text).unsaid for text in left_out} == left_out
    assert followup("Ona ne verdi?").unsaid == "subject"
    assert followup("O ne dedi?").unsaid == ""
