"""What users read in the terminal chat; `qa.messages` takes it in."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "welcome": (
        "Sorunuzu yazın; :yardım komutları gösterir, :çık bitirir, sekme tuşu adları tamamlar.",
        "Type a question; :help lists the commands, :quit ends, the tab key completes names.",
    ),
    "prompt": ("soru> ", "question> "),
    "chat_opening": ("kitaplık açılıyor…", "opening the library…"),
    "chat_ready": ("{n} makale", "articles: {n}"),
    "chat_using": ("{n} makale · sorulan: {titles}", "articles: {n} · asked: {titles}"),
    "chat_help": (
        ":makaleler       makaleleri numaralarıyla listeler\n"
        ":kullan N|BAŞLIK yalnızca o makalelere sorar; :kullan tek başına hepsine\n"
        ":ekle YOL|ADRES  dosya, klasör veya web sayfası ekler\n"
        ":kimler          kim kaç söz söylemiş, listeler\n"
        ":kaynak N        N. bölümü paragrafı içinde, satır numaralarıyla gösterir\n"
        ":bağlam N        önceki ve sonraki paragrafla birlikte gösterir\n"
        ":açıkla N        N. bölümün neden o sırada olduğunu gösterir\n"
        ":kaydet DOSYA.md konuşmayı kaynaklarıyla kaydeder\n"
        ":unut            konuşmayı unutur: sonraki soru öncekilere bağlanmaz\n"
        ":dil tr|en       dili değiştirir\n"
        ":yardım          bu listeyi gösterir\n"
        ":çık             bitirir",
        ":articles        lists the articles with their numbers\n"
        ":use N|TITLE     asks only those articles; :use alone asks all\n"
        ":add PATH|URL    adds a file, a folder or a web page\n"
        ":who             lists who says how much\n"
        ":source N        shows passage N inside its paragraph, with line numbers\n"
        ":context N       shows it with the paragraphs before and behind\n"
        ":explain N       tells why passage N stands where it stands\n"
        ":save FILE.md    writes the conversation with its citations\n"
        ":forget          forgets the conversation: the next question stands alone\n"
        ":lang tr|en      changes the language\n"
        ":help            shows this list\n"
        ":quit            ends",
    ),
    "no_such_source": (
        "Son yanıtta {n} numaralı bölüm yok.",
        "The last answer has no passage {n}.",
    ),
    "no_such_article": (
        "“{wanted}” diye bir makale yok; :makaleler listeyi gösterir.",
        "There is no article “{wanted}”; :articles lists them.",
    ),
    "unknown_command": (
        "{command} diye bir komut yok; :yardım listeyi gösterir.",
        "There is no command {command}; :help lists them.",
    ),
    "chat_needs": ("{command} neyi? Örneğin: {example}", "{command} what? For example: {example}"),
    "chat_stopped": ("Durduruldu.", "Stopped."),
    "chat_asking_all": ("Bütün makalelere soruluyor.", "All articles are asked."),
    "chat_asking": ("Sorulan: {titles}", "Asked: {titles}"),
    "chat_forgotten": ("Konuşma unutuldu.", "The conversation is forgotten."),
    "chat_nobody": ("Kimse konuşmuyor.", "Nobody speaks."),
    "chat_says": ("{speaker}: {n} söz", "{speaker}: {n}"),
    "chat_saved": ("{path} yazıldı: {n} soru.", "{path} written: {n} questions."),
    "chat_nothing_to_save": ("Henüz bir soru yok.", "There is no question yet."),
    "chat_file_exists": (
        "{path} zaten var; başka bir ad verin.",
        "{path} is there already; give another name.",
    ),
    "transcript": ("Konuşma", "Conversation"),
}
