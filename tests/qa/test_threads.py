"""How many threads a question takes."""

from threading import get_ident

from threadpoolctl import threadpool_info

import seeds
from index.encoder import load_encoder
from index.library import temporary
from qa.answering import answer
from qa.threads import beside


def test_blas_stays_in_the_thread_that_asks():
    with temporary(load_encoder(), seeds.articles()) as library:
        answer(library, "Köprü ne zaman açıldı?")
    assert {i["num_threads"] for i in threadpool_info() if i["user_api"] == "blas"} == {1}


def test_work_is_done_beside():
    assert beside(get_ident).result() != get_ident()
