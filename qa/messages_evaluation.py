"""What users of ``qa evaluate`` read; `qa.messages` takes it in."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "evaluating": ("Sorular soruluyor", "Asking"),
    "measure": ("ölçü", "measure"),
    "value": ("değer", "value"),
    "interval": ("%95 aralık", "95 % interval"),
    "questions": ("soru", "questions"),
    "dialogues": ("konuşma", "dialogues"),
    "winner": ("daha iyi", "better"),
    "wins": ("kazanç/eşit/kayıp", "wins/ties/losses"),
    "compared": ("{file} ile karşılaştırma", "compared with {file}"),
    "nobody_wins": ("–", "–"),
    "this_wins": ("bu", "this"),
    "other_wins": ("öteki", "the other"),
    # the report
    "report_charts": ("Eğriler", "Curves"),
    "report_recall": ("İlk k içinde bulunan", "Found among the first k"),
    "report_risk": ("Yanıtlanan soru payına göre yanlış payı", "Share wrong by share answered"),
    "report_latency": ("Yanıt süresi (ms)", "Time of an answer (ms)"),
    "report_types": ("Türe göre", "By type"),
    "report_k": ("k", "k"),
    "report_coverage": ("yanıtlanan pay", "share answered"),
    "report_wrong": ("yanlış pay", "share wrong"),
    "report_share": ("Success@1; none: geri çevrilen", "Success@1; none: refused"),
    "report_size": (
        "{articles} makale, {questions} soru",
        "{articles} articles, {questions} questions",
    ),
    "report_ms": ("milisaniye", "milliseconds"),
    "report_measures": ("Ölçüler", "Measures"),
    "report_settings": ("Ayarlar", "Settings"),
    "report_questions": ("Sorular", "Questions"),
    "report_filter": ("Göster", "Show"),
    "report_type": ("Tür", "Type"),
    "report_search": ("Ara", "Search"),
    "report_all": ("tümü", "all"),
    "report_failed": ("başarısız olanlar", "failed ones"),
    "report_right": ("ilk sırada", "first"),
    "report_later": ("sonraki sıralarda", "further down"),
    "report_missed": ("bulunamadı", "not found"),
    "report_withheld": ("yanıt verilmedi", "answer withheld"),
    "report_refused": ("doğru geri çevrildi", "rightly refused"),
    "report_given": ("yanlışlıkla yanıtlandı", "wrongly answered"),
    "report_more": ("Daha fazla", "More"),
    "report_rank": ("sıra", "rank"),
    "report_expected": ("beklenen", "expected"),
    "report_nothing": ("hiçbir bölüm bulunamadı", "no passage was found"),
    "report_shown": ("{n} soru", "{n} questions"),
    "report_sure": ("güven", "confidence"),
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
