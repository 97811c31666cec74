"""Reads exports of messengers, in which each message is an article with its own day."""

from extractor.sources.messengers.telegram import bounded, is_telegram, read_telegram, telegram_in
from extractor.sources.messengers.telegram_page import is_telegram_page, messages_of_page
from extractor.sources.messengers.whatsapp import is_whatsapp, messages_of_chat

__all__ = [
    "bounded",
    "is_telegram",
    "is_telegram_page",
    "is_whatsapp",
    "messages_of_chat",
    "messages_of_page",
    "read_telegram",
    "telegram_in",
]
