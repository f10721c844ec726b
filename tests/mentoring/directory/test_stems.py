"""Two who search at one moment get the stems of their own words."""

from threading import Barrier, Thread

from mentoring.directory.text import stems


class Slow:
    """Works at a word in itself, as the stemmer does; all who use it meet in the middle."""

    meeting = Barrier(2)

    def stemWord(self, word: str) -> str:  # noqa: N802  # as it is called
        self.word = word
        self.meeting.wait(5)
        return self.word


def test_threads_do_not_share_a_stemmer(monkeypatch):
    monkeypatch.setattr(stems.snowballstemmer, "stemmer", lambda _language: Slow())
    monkeypatch.setattr(stems, "_english", stems._English())
    words, found = ["archives", "museums"], {}
    threads = [
        Thread(target=lambda word=word: found.update({word: stems.stem.__wrapped__(word)}))
        for word in words
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {word: word for word in words}
