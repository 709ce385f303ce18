"""The Telegram bot. Only this package and ``bot.py`` know python-telegram-bot."""
