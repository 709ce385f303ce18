"""All that users read, in Turkish (the default) and in English."""

from __future__ import annotations

from index.errors import MakaleError
from qa import (
    messages_bot,
    messages_chat,
    messages_evaluation,
    messages_explaining,
    messages_reading,
)
from qa.settings import UiLanguage

_TEXTS: dict[str, tuple[str, str]] = {
    # answers
    "silent": ("Makale bunu söylemiyor.", "The article does not say."),
    "nobody": (
        "Makalede {speaker} adına bir söz yok.",
        "The article has no statement by {speaker}.",
    ),
    "mentioned": (
        "{speaker} makalede geçiyor, ama bir sözü aktarılmıyor.",
        "The article mentions {speaker}, but has no statement of theirs.",
    ),
    "off_topic": (
        "{speaker} bu konuda bir şey söylemiyor.",
        "{speaker} says nothing on that.",
    ),
    "nearest": ("En yakın yerler:", "The nearest places:"),
    "nearest_mentioned": ("Geçtiği yerler:", "Where they are mentioned:"),
    "nearest_off_topic": ("Başka söyledikleri:", "What they say otherwise:"),
    "cited": ("{title}, {where}", "{title}, {where}"),
    "paragraph": ("paragraf {n}", "paragraph {n}"),
    "line": ("satır {a}", "line {a}"),
    "lines": ("satır {a}–{b}", "lines {a}–{b}"),
    "page": ("sayfa {n}", "page {n}"),
    "also": ("ayrıca: {places}", "also in: {places}"),
    "direct": ("doğrudan", "direct"),
    "reported": ("aktarılan", "reported"),
    "attributed": ("görüş", "attributed"),
    "sure": ("Güven: %{percent}", "Confidence: {percent}%"),
    # qa statements
    "no_statements": ("Makalede kimsenin sözü yok.", "Nobody says anything in the article."),
    "unknown_speaker": ("kim olduğu belli değil", "nobody is named"),
    "column_speaker": ("Konuşan", "Speaker"),
    "column_statement": ("Söz", "Statement"),
    "column_kind": ("Tür", "Kind"),
    "column_where": ("Yer", "Where"),
    "reading": ("Okunuyor", "Reading"),
    # a question that goes on from the last one
    "resolved": ("“{question}” olarak anladım.", "I took this as “{question}”."),
    "resolved_further": (
        "“{question}” sorusunun devamı olarak anladım.",
        "I took this as more on “{question}”.",
    ),
    "no_more": ("Makalede bunun başka bir yanıtı yok.", "The article says no more about it."),
    # the default library
    "making_default": (
        "Örnek makalenin kitaplığı hazırlanıyor…",
        "Making the library of the sample article…",
    ),
    "remaking_default": (
        "Kitaplık bu sürüm için yeniden kuruluyor…",
        "Making the library again for this version…",
    ),
    # qa index
    "added": ("eklendi  [{id}] {title}", "added  [{id}] {title}"),
    "known": ("zaten var  [{id}] {title}", "already there  [{id}] {title}"),
    "skipped": ("atlandı  {reason}", "skipped  {reason}"),
    "removed": ("silindi  [{id}]", "removed  [{id}]"),
    "rebuilt": ("{n} makale yeniden kuruldu", "{n} articles made again"),
    "adding": ("Ekleniyor", "Adding"),
    "rebuilding": ("Yeniden kuruluyor", "Making again"),
    "empty_library": ("Kitaplık boş.", "The library is empty."),
    "info": (
        "kitaplık      {path}\nmakale        {articles}\nbölüm         {passages}\n"
        "kodlayıcı     {encoder} ({dimension} boyut, {fingerprint})\nçözümleyici   {analyser}\n"
        "sürüm no.     {revision}",
        "library       {path}\narticles      {articles}\npassages      {passages}\n"
        "encoder       {encoder} ({dimension} dimensions, {fingerprint})\n"
        "analyser      {analyser}\nrevision      {revision}",
    ),
    "info_recall": (
        "vektörler     en yakın on vektörün {recall:.1%} bölümü bulunur",
        "vectors       {recall:.1%} of the ten nearest are found",
    ),
}

_ERRORS: dict[str, tuple[str, str]] = {
    "FileMissing": ("{path} bulunamadı.", "{path} was not found."),
    "FileUnreadable": ("{path} okunamıyor: {reason}.", "{path} can't be read: {reason}."),
    "FileEmpty": ("{path} boş: içinde metin yok.", "{path} is empty: there is no text in it."),
    "FileBinary": (
        "{path} metin dosyası değil; düz metin (.txt) olarak kaydedip yeniden deneyin.",
        "{path} is not a text file; save it as plain text (.txt) and try again.",
    ),
    "FileTooLarge": (
        "{path} çok büyük ({megabytes} MB); bir makale en çok {limit} MB olabilir, "
        "bölerek ekleyin.",
        "{path} is too large ({megabytes} MB); an article may have {limit} MB, add it in parts.",
    ),
    "NoArticles": (
        "{path} içinde okunabilir makale yok (okunanlar: {formats}; alt klasörler için: -r).",
        "There is no readable article in {path} (formats: {formats}; for folders inside: -r).",
    ),
    "FormatUnknown": (
        "{path} bu biçimde okunamıyor (okunanlar: {formats}).",
        "{path} has a format that is not read (formats: {formats}).",
    ),
    "QuestionEmpty": ("Soru boş: bir şey sorun.", "The question is empty: ask something."),
    "QuestionTooLong": (
        "Soru çok uzun ({length} karakter); en çok {limit} karakter olabilir.",
        "The question is too long ({length} characters); at most {limit} are allowed.",
    ),
    "OptionsClash": (
        "{option} ile {other} birlikte verilemez: birini seçin.",
        "{option} and {other} exclude each other: choose one.",
    ),
    "OptionInvalid": (
        "{option} için “{value}” geçersiz; beklenen: {expected}.",
        "“{value}” is not valid for {option}; expected: {expected}.",
    ),
    "ArticleUnknown": (
        "Kitaplıkta {article} numaralı makale yok; numaralar için: qa index list {library}",
        "The library has no article {article}; for the numbers: qa index list {library}",
    ),
    "LibraryMissing": (
        "{path} içinde kitaplık yok; kurmak için: qa index add {path} DOSYA",
        "There is no library in {path}; to make one: qa index add {path} FILE",
    ),
    "LibraryDamaged": (
        "Kitaplığın veritabanı bozuk ({path}: {reason}); yedeğinden geri koyun veya klasörü "
        "kaldırıp makaleleri yeniden ekleyin.",
        "The library's database is damaged ({path}: {reason}); restore it from a copy, or move the "
        "folder away and add the articles again.",
    ),
    "IndexDamaged": (
        "Kitaplığın dizini bozuk ({reason}); makaleler yerinde, onarmak için: "
        "qa index rebuild {path}",
        "The library's index is damaged ({reason}); the articles are safe, to mend it: "
        "qa index rebuild {path}",
    ),
    "LibraryOutdated": (
        "{path} başka bir sürümle kurulmuş ({part}: {stored}, şimdiki {current}); yenilemek için: "
        "qa index rebuild {path}",
        "{path} was made by another version ({part}: {stored}, now {current}); to renew it: "
        "qa index rebuild {path}",
    ),
    "EncoderMismatch": (
        "{path} “{stored}” kodlayıcısıyla kurulmuş; “{asked}” ile sormak için: "
        "qa index rebuild {path} --encoder {asked}",
        "{path} was made with the encoder “{stored}”; to ask with “{asked}”: "
        "qa index rebuild {path} --encoder {asked}",
    ),
    "LibraryBusy": (
        "{path} kitaplığına şu anda başka bir süreç yazıyor; bitmesini bekleyip yeniden deneyin.",
        "Another process is writing to the library {path}; wait for it and try again.",
    ),
    "LibraryUnreachable": (
        "{path} kitaplığının sunucusu {seconds} saniyede yanıt vermedi; çalıştığını ve adresi "
        "denetleyip yeniden deneyin.",
        "The server of the library {path} did not answer in {seconds} seconds; check that it runs "
        "and the address, and try again.",
    ),
    "ServerRefuses": (
        "{path} kitaplığının sunucusu isteği yerine getirmedi: {reason}.",
        "The server of the library {path} did not do what it was asked: {reason}.",
    ),
    "RemoteRebuild": (
        "{path} sunucuda olduğundan yerinde yeniden kurulamaz; başka bir adla kurmak için: "
        "qa index export {path} hepsi.jsonl, sonra qa index add YENİ_ADRES hepsi.jsonl",
        "{path} is on a server and can't be rebuilt in its place; to make it under another name: "
        "qa index export {path} all.jsonl, then qa index add NEW_ADDRESS all.jsonl",
    ),
    "FolderUnwritable": (
        "{path} klasörüne yazılamıyor ({reason}); izinleri denetleyin veya başka bir klasör verin.",
        "The folder {path} can't be written ({reason}); check its permissions or name another.",
    ),
    "EncoderMissing": (
        "“{name}” kodlayıcısı bulunamadı ({reason}); klasör yolunu veya ağ bağlantısını "
        "denetleyin, ya da --encoder vermeyin: yerleşik kodlayıcı ağ istemez.",
        "The encoder “{name}” can't be had ({reason}); check the folder or the network, or leave "
        "out --encoder: the built-in one needs no network.",
    ),
    "EncoderBroken": (
        "“{name}” klasöründe bütün bir model yok ({reason}).",
        "The folder “{name}” holds no whole model ({reason}).",
    ),
}

_TEXTS |= (
    messages_chat.TEXTS
    | messages_evaluation.TEXTS
    | messages_explaining.TEXTS
    | messages_reading.TEXTS
    | messages_bot.TEXTS
)
_ERRORS |= messages_evaluation.ERRORS | messages_reading.ERRORS


def known(name: str) -> bool:
    """Tell whether there is a message ``name``."""
    return name in _TEXTS


def text(name: str, language: UiLanguage, **facts: object) -> str:
    """Return the message ``name``, filled in."""
    turkish, english = _TEXTS[name]
    return (turkish if language == "tr" else english).format(**facts)


def error_text(error: MakaleError, language: UiLanguage) -> str:
    """Return the one line that tells a user what went wrong and what to do."""
    turkish, english = _ERRORS[type(error).__name__]
    line = (turkish if language == "tr" else english).format(**error.facts)
    return " ".join(line.split())
