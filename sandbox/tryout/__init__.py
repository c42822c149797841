"""`make try`: three weeks of a writers’ server, its page, and the steps a visitor is offered."""
