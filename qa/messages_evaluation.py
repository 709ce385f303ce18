"""What users of ``qa evaluate`` read; `qa.messages` takes it in."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "evaluating": ("Sorular soruluyor", "Asking"),
    "measure": ("ölçü", "measure"),
    "value": ("değer", "value"),
    "interval": ("%95 aralık", "95 % interval"),
    "questions": ("soru", "questions"),
    "winner": ("daha iyi", "better"),
    "wins": ("kazanç/eşit/kayıp", "wins/ties/losses"),
    "compared": ("{name} ile karşılaştırma", "compared with {name}"),
    "nobody_wins": ("–", "–"),
    "this_wins": ("bu", "this"),
    "other_wins": ("öteki", "the other"),
    "asked_first": ("ilk soru", "first question"),
}

ERRORS: dict[str, tuple[str, str]] = {
    "ExtraMissing": (
        "{package} kurulu değil; kurmak için: pip install 'makale[{extra}]'",
        "{package} is not installed; to install it: pip install 'makale[{extra}]'",
    ),
    "DatasetUnknown": (
        "{path} tanınan bir veri kümesi değil (SQuAD JSON, haber klasörü, BEIR klasörü, JSONL).",
        "{path} is no data set that is known (SQuAD JSON, news folder, BEIR folder, JSONL).",
    ),
    "DatasetMalformed": (
        "{path}, satır {line}: JSON değil ({reason}).",
        "{path}, line {line}: not JSON ({reason}).",
    ),
    "DatasetIncomplete": (
        "{path}, satır {line}: {field} alanı yok veya türü yanlış.",
        "{path}, line {line}: the field {field} is missing or has the wrong type.",
    ),
    "DatasetAnswerLost": (
        "{path}, satır {line}: “{answer}” metinde geçmiyor.",
        "{path}, line {line}: “{answer}” does not stand in the text.",
    ),
    "DatasetIdTwice": (
        "{path}, satır {line}: {id} kimliği ikinci kez kullanılmış.",
        "{path}, line {line}: the id {id} is used a second time.",
    ),
    "DatasetEmpty": (
        "{path}, satır 1: içinde soru veya metin yok.",
        "{path}, line 1: there are no questions or no texts in it.",
    ),
    "DatasetOther": (
        "{path} başka bir veri kümesinin sonuçları ({other}); bu {name}.",
        "{path} holds results of another data set ({other}); this is {name}.",
    ),
}
