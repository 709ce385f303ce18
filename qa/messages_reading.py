"""What users read of files, web pages and libraries of many articles; `qa.messages` takes it in."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "pages_lines": (
        "sayfa {page} satır {a} – sayfa {last} satır {b}",
        "page {page} line {a} – page {last} line {b}",
    ),
    "date": ("{day}.{month}.{year}", "{year}-{month}-{day}"),
    "scope": ("Aranan makaleler: {bounds}", "Articles looked at: {bounds}"),
    "updated": ("güncellendi  [{id}] {title}", "updated  [{id}] {title}"),
    "verified": (
        "sağlam: {articles} makale, {passages} bölüm denetlendi",
        "whole: {articles} articles, {passages} passages checked",
    ),
    "mended": (
        "dizin bozuktu ({reason}), yeniden kuruldu; makaleler sağlam",
        "the index was damaged ({reason}) and was made again; the articles are whole",
    ),
    "exported": ("{n} makale yazıldı: {path}", "{n} articles written: {path}"),
    "verifying": ("Denetleniyor", "Checking"),
}

ERRORS: dict[str, tuple[str, str]] = {
    "FileTooLong": (
        "{path} çok uzun ({pages} sayfa); en çok {limit} sayfa okunur, bölerek ekleyin.",
        "{path} is too long ({pages} pages); at most {limit} are read, add it in parts.",
    ),
    "FileUnpacksTooLarge": (
        "{path} açıldığında {limit} MB sınırını aşıyor; okunmadı. Güvendiğiniz bir dosyaysa "
        "bölerek ekleyin.",
        "{path} grows over the limit of {limit} MB when unpacked; it was not read. If you trust "
        "the file, add it in parts.",
    ),
    "FileTooCostly": (
        "{path} okunurken sınır aşıldı ({seconds} saniye, {megabytes} MB bellek); metnini düz "
        "metin (.txt) olarak kaydedip yeniden deneyin.",
        "Reading {path} went over the limit ({seconds} seconds, {megabytes} MB of memory); save "
        "its text as plain text (.txt) and try again.",
    ),
    "FileBroken": (
        "{path} bozuk: {format} olarak okunamıyor; dosyayı yeniden kaydedip deneyin.",
        "{path} is broken: it can't be read as {format}; save it again and try once more.",
    ),
    "FileLocked": (
        "{path} parola istiyor; parolasız kaydedip yeniden deneyin.",
        "{path} asks for a password; save it without one and try again.",
    ),
    "FileScanned": (
        "{path} taranmış sayfalardan oluşuyor, içinde metin yok; önce metin tanımadan (OCR) "
        "geçirin.",
        "{path} is made of scanned pages without text; run text recognition (OCR) first.",
    ),
    "TooManyArticles": (
        "{path} içinde {count} makale var; bir arşivden en çok {limit} makale okunur, bölerek "
        "ekleyin.",
        "{path} holds {count} articles; at most {limit} are read from one archive, add it in "
        "parts.",
    ),
    "AddressInvalid": (
        "{url} bir web sayfasının adresi değil; http:// veya https:// ile başlamalı.",
        "{url} is not the address of a web page; it must begin with http:// or https://.",
    ),
    "AddressForbidden": (
        "{url} okunmadı: {host} özel bir ağın adresi; yalnızca herkese açık sayfalar okunur.",
        "{url} was not read: {host} is an address of a private network; only public pages are "
        "read.",
    ),
    "PageUnreachable": (
        "{url} adresine ulaşılamıyor ({reason}); adresi ve ağ bağlantısını denetleyin.",
        "{url} can't be reached ({reason}); check the address and the network.",
    ),
    "PageRefused": (
        "{url} sayfayı vermedi (HTTP {status}); adresi tarayıcıda deneyin.",
        "{url} did not hand out the page (HTTP {status}); try the address in a browser.",
    ),
    "PageSlow": (
        "{url} {seconds} saniyede gelmedi; biraz sonra yeniden deneyin.",
        "{url} did not come within {seconds} seconds; try again later.",
    ),
    "PageTooLarge": (
        "{url} çok büyük; bir sayfa en çok {limit} MB olabilir.",
        "{url} is too large; a page may have {limit} MB.",
    ),
    "PageRedirects": (
        "{url} {limit} kereden çok yönlendiriyor; sayfanın son adresini verin.",
        "{url} redirects more than {limit} times; give the final address of the page.",
    ),
    "PageWithoutArticle": (
        "{url} sayfasında makale metni bulunamadı; metni kopyalayıp .txt olarak ekleyin.",
        "No article was found on {url}; copy its text and add it as .txt.",
    ),
}
