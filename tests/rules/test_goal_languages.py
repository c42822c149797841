"""Goals in other languages: never set, and offered in English where every word is known."""

from __future__ import annotations

import pytest

from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading
from rules.goals.reading.foreign import in_english
from rules.goals.reading.read import read_goal
from tests.rules.goal_readings import DAY, TODAY, WEEK, goal, promise

OFFERED: dict[str, list[GoalReading]] = {
    # Spanish
    "1000 seguidores en 3 meses": [goal(1000, "followers", "04-15")],
    "escribir 500 palabras al día": [goal(500, "words", per=DAY)],
    "10 poemas en abril": [goal(10, "poems", "04-30", "04-01")],
    "quiero escribir 50000 palabras antes de junio": [goal(50000, "words", "05-31")],
    "2.000 seguidores para el 30 de junio": [goal(2000, "followers", "06-30")],
    "escribir todos los días": [promise(1, "days", DAY)],
    "20 poemas para mi cumpleaños": [],
    # Portuguese
    "1000 leitores até o fim do ano": [goal(1000, "readers", "12-31")],
    "quero escrever 500 palavras por dia": [goal(500, "words", per=DAY)],
    "2 artigos por semana": [goal(2, "articles", per=WEEK)],
    "vinte capítulos até dezembro": [goal(20, "chapters", "12-31")],
    "20 contos até 5/4": [goal(20, "stories", "04-05"), goal(20, "stories", "05-04")],
    # French
    "1000 lecteurs d'ici la fin de l'année": [goal(1000, "readers", "12-31")],
    "500 abonnés en 3 mois": [goal(500, "subscribers", "04-15")],
    "500 mots par jour jusqu'au 30 juin": [goal(500, "words", "06-30", per=DAY)],
    "je veux 300 abonnés avant le 1er décembre": [goal(300, "subscribers", "11-30")],
    "un poème par jour en avril": [goal(1, "poems", "04-30", "04-01", DAY)],
    # German
    "1000 Leser bis Ende des Jahres": [goal(1000, "readers", "12-31")],
    "ich möchte 500 Wörter am Tag schreiben": [goal(500, "words", per=DAY)],
    "50.000 Wörter bis Ende November": [goal(50000, "words", "11-30")],
    "ich will bis zum 30. Juni 10 Gedichte schreiben": [goal(10, "poems", "06-30")],
    "100 Abonnenten bis 31.12.": [goal(100, "subscribers", "12-31")],
    # languages of which no word is known
    "500 parole al giorno entro giugno": [],
    "500 слов в день": [],
}


@pytest.mark.parametrize(("text", "offered"), OFFERED.items(), ids=OFFERED)
def test_another_language_is_asked_about_with_what_was_said(text: str, offered: list[GoalReading]) -> None:
    assert read_goal(text, TODAY) == GoalQuestion(Ask.NOT_ENGLISH, tuple(offered))


@pytest.mark.parametrize("text", OFFERED, ids=OFFERED)
def test_nothing_is_offered_where_one_word_is_unknown(text: str) -> None:
    assert read_goal(f"{text} xyzzy", TODAY) == GoalQuestion(Ask.NOT_ENGLISH)


def test_a_sentence_longer_than_any_goal_is_not_read_in_another_language() -> None:
    said = "escribir 500 palabras al dia "
    assert list(in_english(said))
    assert list(in_english(said * 20)) == []
