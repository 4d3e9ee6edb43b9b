"""What lies between Telegram and the conversation."""
