"""What every rule stands on: refusals, texts, the calendar, and how much a member keeps."""
