"""What users of the Telegram bot read."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "bot_start": (
        "Merhaba! Makaleler hakkında bir soru yazın, örneğin “{example}”. Yanıtı makalenin kendi "
        "sözleriyle, kimin söylediğini ve yerini belirterek veririm; makale söylemiyorsa onu da "
        "söylerim.\n\nKendi makalenizi de sorabilirsiniz: dosyayı (metin, HTML, PDF, Word) bana "
        "gönderin veya /ekle ile bir bağlantı verin. Komutlar: /yardim",
        "Hello! Ask a question about the articles, for example “{example}”. I answer in the "
        "article's own words, with who said them and where they stand; where the article does not "
        "say, I say so.\n\nYou can ask your own articles too: send me a file (text, HTML, PDF, "
        "Word), or a link with /add. Commands: /help",
    ),
    "bot_example": ("{speaker} ne dedi?", "What did {speaker} say?"),
    "bot_example_plain": ("Ne zaman oldu?", "When did it happen?"),
    "bot_help": (
        "Sorunuzu yazmanız yeter; Türkçe harf kullanmasanız da anlarım. Sorunuzu düzeltirseniz "
        "yanıtımı da düzeltirim. Gruplarda benden söz edin, iletimi yanıtlayın veya /sor ile sorun."
        "\n\n{commands}",
        "Just type your question, with or without Turkish letters. Edit it, and I edit my answer. "
        "In groups mention me, reply to me or use /ask.\n\n{commands}",
    ),
    # commands
    "bot_command_start": ("tanışma", "about me"),
    "bot_command_help": ("yardım", "help"),
    "bot_command_ask": ("soru sorar", "asks a question"),
    "bot_command_articles": ("makaleleri listeler", "lists the articles"),
    "bot_command_add": ("makale ekler: bağlantı veya dosya", "adds an article: a link or a file"),
    "bot_command_remove": ("eklediğiniz bir makaleyi siler", "removes an article that you added"),
    "bot_command_use": ("tek makaleye sorar", "asks one article only"),
    "bot_command_who": ("kim ne dedi", "who said what"),
    "bot_command_source": ("son yanıtın kaynakları", "sources of the last answer"),
    "bot_command_language": ("dili değiştirir: tr, en", "changes the language: tr, en"),
    "bot_command_reset": ("konuşmayı unutur", "forgets the conversation"),
    "bot_command_privacy": ("ne saklanır, nasıl silinir", "what is kept, how to delete it"),
    # buttons
    "bot_button_more": ("Devamı", "More"),
    "bot_button_context": ("Bağlam", "Context"),
    "bot_button_who": ("Kim ne dedi?", "Who said what?"),
    "bot_button_source": ("Kaynak", "Source"),
    "bot_button_near": ("En yakın yerler", "Nearest places"),
    "bot_button_good": ("👍", "👍"),
    "bot_button_bad": ("👎", "👎"),
    "bot_button_all": ("Hepsi", "All"),
    "bot_button_wipe": ("Bu sohbetin verilerini sil", "Delete the data of this chat"),
    "bot_button_sure": ("Evet, sil", "Yes, delete"),
    "bot_button_keep": ("Vazgeç", "Keep"),
    "bot_stale": (
        "Bu düğmenin süresi geçmiş; sorunuzu yeniden yazar mısınız?",
        "This button is too old; please ask again.",
    ),
    "bot_thanks": ("Teşekkürler, not ettim.", "Thank you, noted."),
    "bot_no_more": ("Gösterilecek başka yer yok.", "There is nothing more to show."),
    "bot_more": ("Sonraki yerler:", "More places:"),
    "bot_nearest": (
        "Makale bunu söylemiyor; en yakın yerler bunlar:",
        "The article does not say; these are the nearest places:",
    ),
    "bot_no_answer_yet": (
        "Henüz bir yanıt vermedim; önce bir soru sorun.",
        "There is no answer yet; ask a question first.",
    ),
    "bot_open_source": ("Sayfada göster", "Show on the page"),
    # who said what
    "bot_speakers": ("{title}: kim ne dedi?", "{title}: who said what?"),
    "bot_said_by": ("{speaker} ({title}):", "{speaker} ({title}):"),
    "bot_nobody_speaks": (
        "“{title}” içinde kimsenin sözü aktarılmıyor.",
        "Nobody is quoted in “{title}”.",
    ),
    # articles
    "bot_articles": (
        "Sizin makaleleriniz: {own} · Ortak makaleler: {shared}",
        "Your articles: {own} · Shared articles: {shared}",
    ),
    "bot_articles_hint": (
        "Tek makaleye sormak için /sec NUMARA, silmek için /sil NUMARA.",
        "To ask one article only: /use NUMBER; to remove one: /remove NUMBER.",
    ),
    "bot_articles_none": (
        "Bir dosya gönderin veya /ekle ile bir bağlantı verin.",
        "Send a file, or a link with /add.",
    ),
    "bot_use": (
        "Şimdi yalnızca “{title}” makalesine soruyorsunuz. Hepsi için: /sec hepsi",
        "You now ask “{title}” only. For all of them: /use all",
    ),
    "bot_use_all": ("Şimdi bütün makalelere soruyorsunuz.", "You now ask all articles."),
    "bot_use_which": ("Hangi makaleye soralım?", "Which article shall we ask?"),
    "bot_no_such_article": (
        "{number} numaralı makale yok; liste için /makaleler.",
        "There is no article {number}; /articles lists them.",
    ),
    "bot_add_what": (
        "Bir bağlantı verin (/ekle https://…), bir dosya gönderin veya bir dosyayı /ekle ile "
        "yanıtlayın.",
        "Give a link (/add https://…), send a file, or reply to a file with /add.",
    ),
    "bot_loading": ("“{file}” alınıyor…", "Fetching “{file}”…"),
    "bot_indexing": ("“{file}” okunuyor…", "Reading “{file}”…"),
    "bot_added": (
        "Eklendi: {number}  {title} ({passages} bölüm). Sorabilirsiniz.",
        "Added: {number}  {title} ({passages} passages). Ask away.",
    ),
    "bot_known": (
        "Bu makale zaten var: {number}  {title}",
        "It is there already: {number}  {title}",
    ),
    "bot_removed": (
        "“{title}” silindi: metni, vektörleri ve sözcükleri.",
        "“{title}” was removed: its text, vectors and terms.",
    ),
    "bot_remove_which": ("Hangi makale silinsin?", "Which article shall be removed?"),
    "bot_remove_sure": (
        "“{title}” silinsin mi? Geri alınamaz.",
        "Remove “{title}”? This can't be undone.",
    ),
    "bot_remove_shared": (
        "Ortak makaleler silinemez; yalnızca sizin eklediklerinizi silebilirsiniz.",
        "Shared articles can't be removed, only those that you added.",
    ),
    "bot_only_admins": (
        "Bunu gruplarda yalnızca yöneticiler yapabilir.",
        "In groups only administrators can do this.",
    ),
    "bot_quota_articles": (
        "En çok {limit} makaleniz olabilir; önce birini /sil ile silin.",
        "You can have {limit} articles at most; /remove one first.",
    ),
    "bot_quota_day": (
        "Günde en çok {limit} makale eklenebilir; yarın yeniden deneyin.",
        "At most {limit} articles can be added in a day; try again tomorrow.",
    ),
    "bot_quota_size": (
        "Makaleleriniz toplam {limit} MB sınırını aşıyor; önce birini /sil ile silin.",
        "Your articles would exceed {limit} MB in all; /remove one first.",
    ),
    "bot_file_large": (
        "“{file}” çok büyük; bir dosya en çok {limit} MB olabilir.",
        "“{file}” is too large; a file may have {limit} MB.",
    ),
    "bot_file_gone": (
        "Dosya Telegram'dan alınamadı; yeniden gönderir misiniz?",
        "The file can't be had from Telegram; please send it again.",
    ),
    # chat
    "bot_language": ("Bundan sonra Türkçe konuşuyorum.", "I speak English from now on."),
    "bot_language_which": ("Hangi dil? / Which language?", "Which language? / Hangi dil?"),
    "bot_reset": (
        "Konuşmayı unuttum; bütün makalelere soruyorsunuz. Makaleleriniz duruyor.",
        "I forgot the conversation; you ask all articles. Your articles are still there.",
    ),
    "bot_privacy": (
        "Saklananlar: eklediğiniz makaleler (yalnızca bu sohbet görür), son sorularınız ve "
        "yanıtların makaledeki yerleri (en çok {days} gün, düğmeler için), dil seçiminiz, 👍/👎 "
        "verdiğiniz sorular. Adınız, telefonunuz saklanmaz; sorularınız kimseye gönderilmez. "
        "/temizle konuşmayı, aşağıdaki düğme her şeyi siler.",
        "What is kept: the articles that you add (seen by this chat only), your latest questions "
        "and where their answers stand ({days} days at most, for the buttons), your language, the "
        "questions that you gave 👍/👎. Neither your name nor your number is kept; your questions "
        "are sent to nobody. /reset deletes the conversation, the button below everything.",
    ),
    "bot_wipe_sure": (
        "Bu sohbetin makaleleri, soruları ve ayarları silinsin mi? Geri alınamaz.",
        "Delete the articles, questions and settings of this chat? This can't be undone.",
    ),
    "bot_wiped": ("Bu sohbetin bütün verileri silindi.", "All data of this chat was deleted."),
    "bot_kept": ("Hiçbir şey silinmedi.", "Nothing was deleted."),
    "bot_too_fast": (
        "Çok hızlı soruyorsunuz; bir dakika sonra yeniden yazın.",
        "You ask too fast; try again in a minute.",
    ),
    "bot_closed": (
        "Bu bot herkese açık değil. İşletene bildirebileceğiniz numaranız: {user}",
        "This bot is not open to everybody. Your number, to give to its operator: {user}",
    ),
    "bot_stats": (
        "sohbet           {chats}\nyanıt (30 gün)   {given}\n👍 / 👎          {good} / {bad}\n"
        "soru             {questions}\nyanıtlanan       {answered}\nhata             {failed}\n"
        "bekleyen         {open}\nsırada p50/p95   {wait50} / {wait95} sn\n"
        "süre p50/p95     {work50} / {work95} sn\nbellek           {memory} MB\n"
        "çalışma süresi   {hours} saat",
        "chats            {chats}\nanswers (30 d)   {given}\n👍 / 👎          {good} / {bad}\n"
        "questions        {questions}\nanswered         {answered}\nerrors           {failed}\n"
        "waiting          {open}\nqueue p50/p95    {wait50} / {wait95} s\n"
        "work p50/p95     {work50} / {work95} s\nmemory           {memory} MB\n"
        "up               {hours} h",
    ),
    "bot_inline_none": ("Makale bunu söylemiyor.", "The article does not say."),
    "bot_inline_ask": ("Botta sor", "Ask in the bot"),
    "bot_failed": (
        "Bir şeyler ters gitti; sorunuzu biraz sonra yeniden yazar mısınız?",
        "Something went wrong; please ask again in a moment.",
    ),
    "bot_library_away": (
        "Kitaplığa şu anda ulaşılamıyor; sorunuzu biraz sonra yeniden yazar mısınız?",
        "The library can't be reached at the moment; please ask again a little later.",
    ),
    # process
    "bot_no_token": (
        "TELEGRAM_BOT_TOKEN boş: @BotFather'ın verdiği anahtarı bu ortam değişkenine yazın.",
        "TELEGRAM_BOT_TOKEN is not set: put the token that @BotFather gave you into it.",
    ),
    "bot_bad_token": (
        "Telegram anahtarı kabul etmedi: TELEGRAM_BOT_TOKEN değerini denetleyin.",
        "Telegram did not accept the token: check TELEGRAM_BOT_TOKEN.",
    ),
    "bot_unreachable": (
        "Telegram'a ulaşılamıyor: ağ bağlantısını denetleyin.",
        "Telegram can't be reached: check the network.",
    ),
    "bot_conflict": (
        "Bu anahtarla başka bir bot süreci çalışıyor; önce onu durdurun.",
        "Another process runs a bot with this token; stop it first.",
    ),
    "bot_running": (
        "Bu veri klasörüyle ({path}) bir bot zaten çalışıyor; önce onu durdurun.",
        "A bot already runs with this data folder ({path}); stop it first.",
    ),
    "bot_port": (
        "{listen}:{port} dinlenemiyor; webhook_port ayarını değiştirin.",
        "Can't listen on {listen}:{port}; change webhook_port.",
    ),
    "bot_ready": ("Bot çalışıyor.", "The bot is running."),
    "bot_settings_good": ("Ayarlar geçerli.", "The settings are valid."),
    # qa feedback
    "feedback_exported": (
        "{rows} satır yazıldı: {good} 👍, {todo} 👎 (tamamlanacak); atlanan {skipped} "
        "(makalesi silinmiş).",
        "{rows} rows written: {good} 👍, {todo} 👎 (to complete); {skipped} skipped "
        "(their article is gone).",
    ),
    "feedback_none": ("Henüz 👍/👎 yok.", "There are no thumbs yet."),
}
