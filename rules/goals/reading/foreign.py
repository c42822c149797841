"""Telling English from other languages, which are asked about and never guessed at."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

import unicodedata

from rules.english.lines import Line
from rules.english.words import MONTHS

# Common words of other languages that are no English ones.
FOREIGN = frozenset(
    (
        # Spanish and Portuguese
        "el los las por para hasta antes cada quiero palabras seguidores lectores meses semana semanas muchos una uno "
        "quero palavras dia dias eu leitores ate escrever escribir publicar livro libro articulos artigos mes ano anos "
        "todos final seguidor lector leitor mas proximo proxima junio julio agosto enero febrero marzo abril mayo "
        "septiembre octubre noviembre diciembre janeiro fevereiro março maio junho julho setembro outubro novembro "
        "dezembro em um uma dos das "
        # French
        "le les des une avant dans chaque jusqu veux mots par jour mois abonn abonnes du et jusquau lecteurs lecteur "
        "dici fin annee ecrire publier semaine semaines pour nouveaux janvier fevrier avril juin juillet aout decembre "
        "octobre novembre septembre livre romans "
        # German and Dutch
        "und der das den dem bis ich jeden jede woche monat monate monaten worter woerter bevor vor leser ende jahr "
        "jahres wochen tag tage tagen schreiben abonnenten mein meine mehr zum zur voor elke dagen woorden volgers het "
        "een tot lezers januar februar juni juli oktober dezember mai "
        # Italian
        "entro ogni giorno parole prima voglio lettori settimana mese mesi anno scrivere gennaio febbraio maggio "
        "giugno luglio settembre ottobre dicembre racconti capitoli pagine articoli "
        # what is counted in them
        "cuentos relatos capitulos paginas poemas textos contos textes poemes chapitres wörter worte gedichte kapitel "
        "seiten geschichten artikel romane verhalen gedichten hoofdstukken"
    ).split()
) - {"final", "mas", "fin"}
# English has these too, as slang, in names or as words of its own: one alone is no sign of another language.
SHARED = frozenset("um em den tag par parole prima los las les le el uno dos des du et mes dia mein die un en".split())
MOST_SHARED = 2
# Words with accents that English has taken in.
LOANS = frozenset(
    "café cafés résumé résumés cliché clichés naïve fiancé fiancée façade protégé exposé touché crème voilà déjà à "
    "première début débuts née jalapeño piñata soirée entrée ménage pâté rosé über pokémon".split()
)


def is_english(line: Line) -> bool:
    """Say whether a line may be English: no foreign words, no letters from elsewhere."""
    shared = {token.text for token in line.tokens} & SHARED
    return len(shared) < MOST_SHARED and not any(
        _is_foreign(token.text, line.typed[token.begin : token.end]) for token in line.tokens
    )


def _is_foreign(word: str, typed: str) -> bool:
    if word in FOREIGN - SHARED or (typed.casefold() in FOREIGN - SHARED and word not in MONTHS):
        return True
    if word.isascii():
        return False
    letters = [char for char in word if char.isalpha()]
    if any(not unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return True
    accented = any(not char.isascii() for char in letters)
    return accented and word not in LOANS and not typed[:1].isupper()
