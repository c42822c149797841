"""Reading a goal typed in plain words: what is understood, or the question to ask."""
