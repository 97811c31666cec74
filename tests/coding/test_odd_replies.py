"""Replies no careful reader gives: nothing of them is lost or replaced in silence, none crashes."""

from __future__ import annotations

from record_replies import event, the_event, toll

from extractor.records import EventRecord

RAID = "Gunmen shot dead four farmers in Konduga, Borno state, on Tuesday."


def warned(record: EventRecord, *words: str) -> bool:
    """Whether one warning names all of these."""
    return any(all(word in warning for word in words) for warning in record.extraction.warnings)


# Numbers


def test_a_sentence_with_endless_digits_is_read() -> None:
    text = f"Gunmen killed {'9' * 5000} people."
    told = event([1], words="killed", tolls=[toll("eleven", 11)])
    assert warned(the_event(text, told), "11 killed", "not in the article")


def test_a_toll_in_millions_stands_as_the_reader_read_it() -> None:
    text = "The war in Sudan has killed 1.5 million people, aid workers said."
    told = event([1], words="war", tolls=[toll("killed 1.5 million people", 1_500_000)])
    record = the_event(text, told)
    assert record.casualties.killed and record.casualties.killed.coded == 1_500_000
    assert not warned(record, "by its words")
