"""The playground: a local Bot API server and a chat page, for trying the bot by hand and for every test of it."""
