"""The commands of the chat, its completion and its transcript."""

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

import seeds
from index.encoder import load_encoder
from index.errors import FileMissing, FolderUnwritable, OptionInvalid
from index.library import create, temporary
from index.reading.text import article_from_text
from qa.answer import Answer, Citation, Hit
from qa.chat import Chat
from qa.chat_commands import obey
from qa.chat_names import NAMES, command_of
from qa.completing import ChatCompleter, vocabulary
from qa.transcript import markdown

BRIDGE = 'Vali Ece Şen, "Köprü açıldı." dedi.\n\nOkul da açıldı.\n\nHava güzeldi.'


@pytest.fixture(scope="module")
def library():
    article = article_from_text(BRIDGE, source="köprü.txt", title="Köprü haberi")
    return temporary(load_encoder(), [*seeds.articles(), article])


@pytest.fixture
def chat(library):
    return Chat(library, "tr")


def test_every_command_has_a_turkish_and_an_english_name_and_help_for_both(chat):
    turkish, english = obey(chat, ":yardım"), obey(Chat(chat.library, "en"), ":help")
    for names in NAMES.values():
        assert names[0] in turkish
        assert names[1] in english
    assert command_of(":baglam") == command_of(":BAĞLAM") == command_of(":context") == "context"
    assert ":nedir diye bir komut yok" in obey(chat, ":nedir")
    assert obey(chat, ":çık") is None


def test_articles_are_listed_and_chosen_by_number_or_title(chat):
    assert " [1] Aliyev–Lavrov görüşmesi" in obey(chat, ":articles")
    assert "Köprü haberi" in obey(chat, ":kullan kopru")
    assert chat.articles == (2,)
    assert "*[2] Köprü haberi" in obey(chat, ":makaleler")
    assert "bir söz yok" in chat.ask("Lavrov ne dedi?")
    assert obey(chat, ":kimler") == "Ece Şen: 1 söz"
    obey(chat, ":use 1 2")
    assert chat.articles == (1, 2)
    assert "“7” diye bir makale yok" in obey(chat, ":use 7")
    assert "“futbol” diye bir makale yok" in obey(chat, ":use futbol")
    assert chat.articles == (1, 2)
    obey(chat, ":use")
    assert "kararlı olduklarını" in chat.ask("Lavrov ne dedi?")


def test_a_passage_is_shown_in_its_surroundings_and_explained(chat):
    assert "1 numaralı bölüm yok" in obey(chat, ":bağlam 1")
    chat.ask("Ece Şen ne dedi?")
    assert obey(chat, ":kaynak 1").splitlines() == ["    1  " + BRIDGE.splitlines()[0]]
    assert obey(chat, ":bağlam").splitlines()[-1] == "    3  Okul da açıldı."
    assert "makaledeki sırasıyla" in obey(chat, ":açıkla 1")
    chat.ask("Köprü açıldı mı?")
    assert "[1] 1. sırada" in obey(chat, ":explain 1")
    assert "x numaralı bölüm yok" in obey(chat, ":explain x")


def test_questions_follow_one_another_until_they_are_forgotten(chat):
    chat.ask("Lavrov ne dedi?")
    assert "“Aliyev ne dedi?” olarak anladım" in chat.ask("Peki Aliyev?")
    obey(chat, ":unut")
    assert "olarak anladım" not in chat.ask("Peki Lavrov?")


def test_the_language_changes_or_says_which_there_are(chat):
    assert ":articles" in obey(chat, ":dil en")
    assert "took this as" in [chat.ask("Lavrov ne dedi?"), chat.ask("Peki Aliyev?")][1]
    with pytest.raises(OptionInvalid):
        obey(chat, ":dil de")


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_file_is_added_and_asked_at_once(tmp_path, on_disk):
    (tmp_path / "okul.txt").write_text('Rektör Can Öz, "Dersler başlıyor." dedi.', "utf-8")
    (tmp_path / "boş.txt").write_text("", "utf-8")
    encoder = load_encoder()
    made = create(tmp_path / "k", encoder) if on_disk else temporary(encoder, [])
    with made as library:
        chat = Chat(library, "tr")
        assert obey(chat, f":ekle {tmp_path / 'okul.txt'}").startswith("eklendi  [1]")
        assert "Dersler başlıyor" in chat.ask("Can Öz ne dedi?")
        assert "zaten var  [1]" in obey(chat, f":add {tmp_path / 'okul.txt'}")
        folder = tmp_path / "klasör"
        folder.mkdir()
        (folder / "a.txt").write_text("Köprü açıldı, vali geldi.", "utf-8")
        (folder / "b.txt").write_text("", "utf-8")
        obey(chat, ":use 1")
        lines = obey(chat, f":ekle {folder}").splitlines()
        assert lines[0].startswith("eklendi  [2]")
        assert lines[1].startswith("atlandı")
        assert chat.articles == (1, 2)
        with pytest.raises(FileMissing):
            obey(chat, ":ekle yok.txt")
        assert "Örneğin: :ekle haber.pdf" in obey(chat, ":ekle")


def test_a_conversation_is_saved_and_no_other_file_is_lost(chat, tmp_path):
    path = tmp_path / "konuşma.md"
    assert "Henüz bir soru yok" in obey(chat, f":kaydet {path}")
    chat.ask("Ece Şen ne dedi?")
    chat.ask("Peki Lavrov?")
    assert "2 soru" in obey(chat, f":kaydet {path}")
    saved = path.read_text("utf-8")
    assert "## Ece Şen ne dedi?" in saved
    assert '> Vali Ece Şen, "**Köprü açıldı.**" dedi.' in saved
    assert "*“Lavrov ne dedi?” olarak anladım.*" in saved
    assert "Köprü haberi, paragraf 1, satır 1" in saved
    chat.ask("Daha fazla")
    assert "3 soru" in obey(chat, f":save {path}")
    other = tmp_path / "başka.md"
    other.write_text("değerli", "utf-8")
    assert "zaten var" in obey(chat, f":save {other}")
    assert other.read_text("utf-8") == "değerli"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []
    with pytest.raises(FolderUnwritable):
        obey(chat, f":save {tmp_path / 'yok' / 'a.md'}")


def test_nothing_in_an_article_is_markup():
    text = "[bağ](http://x) *yıldız* <b> `kod` # a_b | \x1b[2J"
    citation = Citation(1, "*başlık*", "s", 1, (1, 1), None, 0, len(text))
    hit = Hit(text, (), 0.9, (), citation, ())
    saved = markdown([Answer("?*", "tr", "fact", None, True, 0.9, (hit,), ())], "tr")
    assert "> \\[bağ\\](http://x) \\*yıldız\\* \\<b\\> \\`kod\\` \\# a\\_b \\|  \\[2J" in saved
    assert "\\*başlık\\*" in saved
    assert "\x1b" not in saved


@pytest.fixture(scope="module")
def complete(library):
    words = vocabulary(library)
    completer = ChatCompleter(lambda: words, lambda: "tr")

    def found(line):
        got = completer.get_completions(Document(line), CompleteEvent())
        return [line[: len(line) + c.start_position] + c.text for c in got]

    return found


def test_names_are_completed_from_any_of_their_words(complete):
    assert "Sergey Lavrov" in complete("serg")
    assert "dün Lavrov" in complete("dün lav")
    assert "İlham Aliyev" in complete("ilham al")
    assert complete("x") == complete("qqqq") == []


def test_commands_and_what_they_take_are_completed(complete, tmp_path):
    assert complete(":ka") == [":kaynak", ":kaydet"]
    assert complete(":sav") == [":kaydet"]
    assert complete(":kullan köp") == [":kullan 2"]
    assert complete(":dil ") == [":dil tr", ":dil en"]
    (tmp_path / "haber.txt").touch()
    assert complete(f":ekle {tmp_path}/hab") == [f":ekle {tmp_path}/haber.txt"]
    assert complete(":ekle http://a") == []
