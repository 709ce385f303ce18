"""What users read where a ranking is explained; `qa.messages` takes it in.

A feature without words here is shown by its own name (`qa.features.NAMES`).
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "explain_head": (
        "[{n}] {place}. sırada · puan {score} · yanıtlama olasılığı %{percent}",
        "[{n}] ranked {place} · score {score} · probability of answering {percent}%",
    ),
    "explain_behind": ("birinciden {gap} puan geride", "{gap} behind the first"),
    "explain_speaker": (
        "yalnızca {speaker} adına sözler sıralandı",
        "only what {speaker} said was ranked",
    ),
    "explain_everything": (
        "{speaker} ne dediyse makaledeki sırasıyla gösterildi; puan verilmedi.",
        "All that {speaker} said is shown in the article's order; nothing was scored.",
    ),
    "explain_words": ("sorunun sözcükleri: {words}", "words of the question: {words}"),
    "explain_missing": ("{word} yok", "{word} missing"),
    "explain_found": ("{word} = {form}", "{word} = {form}"),
    "explain_feature": ("özellik", "feature"),
    "explain_value": ("değer", "value"),
    "explain_effect": ("katkı", "effect"),
    "explain_against": ("birinciye göre", "against the first"),
    "feature_coverage_passage": (
        "soru sözcüklerinin bölümde geçen payı",
        "question words found in the passage",
    ),
    "feature_coverage_paragraph": (
        "soru sözcüklerinin paragrafta geçen payı",
        "question words found in the paragraph",
    ),
    "feature_coverage_sentence": (
        "soru sözcüklerinin tek cümlede geçen payı",
        "question words found in one sentence",
    ),
    "feature_coverage_around": (
        "komşu paragraflar ve başlıkla birlikte geçen payı",
        "question words found with what stands around",
    ),
    "feature_own_passage": (
        "bölümde geçen, kitaplıkta az görülen sözcükler",
        "words rare in the library, in the passage",
    ),
    "feature_own_paragraph": (
        "paragrafta geçen, kitaplıkta az görülen sözcükler",
        "words rare in the library, in the paragraph",
    ),
    "feature_bm25_passage": ("bölümde ne kadar sık geçtikleri", "how often, in the passage"),
    "feature_bm25_paragraph": ("paragrafta ne kadar sık geçtikleri", "how often, in the paragraph"),
    "feature_soft_passage": ("bölümde anlamca yakın sözcükler", "words near in meaning, passage"),
    "feature_soft_paragraph": (
        "paragrafta anlamca yakın sözcükler",
        "words near in meaning, paragraph",
    ),
    "feature_soft_sentence": (
        "tek cümlede anlamca yakın sözcükler",
        "words near in meaning, one sentence",
    ),
    "feature_grams_passage": ("bölümde ortak harf dizileri", "shared letter groups, passage"),
    "feature_grams_paragraph": (
        "paragrafta ortak harf dizileri",
        "shared letter groups, paragraph",
    ),
    "feature_dense_sentence": ("en yakın cümlenin anlam yakınlığı", "nearest sentence in meaning"),
    "feature_dense_paragraph": ("paragrafın anlam yakınlığı", "paragraph's nearness in meaning"),
    "feature_headline": ("başlık olması", "it is the headline"),
    "feature_predicate": ("sorunun yüklemine yakın bir sözcük", "a word near the predicate"),
    "feature_proximity": ("soru sözcüklerinin yan yana geçmesi", "question words side by side"),
    "feature_unmatched": ("geçmeyen en ağır soru sözcüğü", "weightiest question word not found"),
    "feature_dense": ("bütün olarak anlam yakınlığı", "nearness in meaning as a whole"),
    "feature_number_fits": ("sayı sorulmuş ve var", "a number is asked for and there"),
    "feature_time_fits": ("zaman sorulmuş ve var", "a time is asked for and there"),
    "feature_place_fits": ("yer sorulmuş ve var", "a place is asked for and there"),
    "feature_person_fits": ("kişi sorulmuş ve var", "a person is asked for and there"),
    "feature_reason_fits": ("neden sorulmuş ve var", "a reason is asked for and there"),
    "feature_coverage_title": ("başlıkta geçen payı", "question words found in the title"),
    "feature_titled_passage": (
        "bölümde ya da başlıkta geçen payı",
        "question words found in passage or title",
    ),
    "feature_titled_paragraph": (
        "paragrafta ya da başlıkta geçen payı",
        "question words found in paragraph or title",
    ),
    "feature_soft_titled_passage": (
        "bölümde ya da başlıkta anlamca yakın sözcükler",
        "words near in meaning, passage or title",
    ),
    "feature_soft_titled_paragraph": (
        "paragrafta ya da başlıkta anlamca yakın sözcükler",
        "words near in meaning, paragraph or title",
    ),
    "feature_fitting_sentence": (
        "yanıt olabilecek sözcüğün cümlesinde geçen payı",
        "question words beside a word that may answer",
    ),
    "feature_fitting_soft": (
        "yanıt olabilecek sözcüğün cümlesinde anlamca yakınlar",
        "words near in meaning beside one that may answer",
    ),
    "feature_rest_sentence": (
        "adlar dışındakilere yakın sözcükler, tek cümle",
        "near to what is no name, one sentence",
    ),
    "feature_rest_passage": (
        "adlar dışındakilere yakın sözcükler, bölüm",
        "near to what is no name, passage",
    ),
    "feature_rest_paragraph": (
        "adlar dışındakilere yakın sözcükler, paragraf",
        "near to what is no name, paragraph",
    ),
    "feature_rest_weakest": (
        "adlar dışında en uzak kalan sözcük",
        "the farthest of what is no name",
    ),
    "feature_names_passage": ("bölümde geçen adlar", "names found in the passage"),
    "feature_names_paragraph": ("paragrafta geçen adlar", "names found in the paragraph"),
    "feature_length_paragraph": ("paragrafın uzunluğu", "length of the paragraph"),
}
