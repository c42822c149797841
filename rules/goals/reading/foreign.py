"""Other languages than English: told apart, and asked about with what every word of a sentence means in English.

Only a sentence of which every word is known is put into English, so that no button says another day than was typed.
"""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from rules.english.lines import Line
from rules.english.words import MONTHS
from rules.kit.forms import in_form

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
SHARED = frozenset(
    "um em den tag par parole prima los las les le el uno dos des du et mes dia mein die un en mayo".split()
)
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


# What is said in other languages, without accents; the longest run of words counts. An empty meaning is left out.
_SPANISH = """
yo =, quiero = i want, quisiera = i want, me gustaria = i want, voy a = i will, mi meta es = goal, mi = my,
por favor =, escribir = write, publicar = publish, leer = read, terminar = finish, acabar = finish, tener = have,
llegar a = get to, alcanzar = reach, conseguir = get, ganar = gain, hacer = do, editar = edit, enviar = submit,
vender = sell, palabras = words, palabra = word, seguidores = followers, suscriptores = subscribers,
lectores = readers, articulos = articles, articulo = article, relatos = stories, cuentos = stories,
historias = stories, cuento = story, poemas = poems, poema = poem, capitulos = chapters, capitulo = chapter,
paginas = pages, pagina = page, libros = books, libro = book, novelas = novels, novela = novel, textos = texts,
entradas = posts, publicaciones = posts, posts = posts, resenas = reviews, ensayos = essays, escenas = scenes,
minutos = minutes, horas = hours, comentarios = comments, al dia = a day, por dia = a day, cada dia = every day,
todos los dias = every day, diarias = daily, diarios = daily, a diario = daily, a la semana = a week,
por semana = a week, cada semana = every week, semanales = weekly, al mes = a month, por mes = a month,
cada mes = every month, mensuales = monthly, veces = times, vez = time, para = by, antes de = before,
antes del = before the, hasta = until, en = in, durante = during, desde = from, a partir de = from,
a partir del = from the, entre = between, dentro de = in, fin de = end of, fin del = end of the, final de = end of,
finales de = end of, final del = end of the, a = to, el = the, la = the, los = the, las = the, un = a, una = a,
unos = some, y = and, de = of, del = of the, mas = more, nuevos = new, este = this, esta = this, proximo = next,
proxima = next, ano que viene = next year, mes que viene = next month, semana que viene = next week, dia = day,
dias = days, semana = week, semanas = weeks, mes = month, meses = months, ano = year, anos = years, hoy = today,
manana = tomorrow, lunes = monday, martes = tuesday, miercoles = wednesday, jueves = thursday, viernes = friday,
sabado = saturday, domingo = sunday, enero = january, febrero = february, marzo = march, abril = april, mayo = may,
junio = june, julio = july, agosto = august, septiembre = september, octubre = october, noviembre = november,
diciembre = december, navidad = christmas, mil = thousand, dos = 2, tres = 3, cuatro = 4, cinco = 5, seis = 6,
siete = 7, ocho = 8, nueve = 9, diez = 10, doce = 12, quince = 15, veinte = 20, treinta = 30, cincuenta = 50,
cien = 100
"""
_PORTUGUESE = """
eu =, quero = i want, queria = i want, gostaria de = i want, pretendo = i want, vou = i will, minha meta e = goal,
meu = my, minha = my, por favor =, escrever = write, publicar = publish, ler = read, terminar = finish,
acabar = finish, ter = have, chegar a = get to, alcancar = reach, conseguir = get, ganhar = gain, fazer = do,
editar = edit, enviar = submit, vender = sell, palavras = words, palavra = word, seguidores = followers,
assinantes = subscribers, inscritos = subscribers, leitores = readers, artigos = articles, artigo = article,
contos = stories, conto = story, historias = stories, poemas = poems, poema = poem, capitulos = chapters,
capitulo = chapter, paginas = pages, pagina = page, livros = books, livro = book, romances = novels, romance = novel,
textos = texts, posts = posts, publicacoes = posts, resenhas = reviews, ensaios = essays, cenas = scenes,
minutos = minutes, horas = hours, comentarios = comments, por dia = a day, ao dia = a day, cada dia = every day,
todos os dias = every day, todo dia = every day, diarias = daily, diariamente = daily, por semana = a week,
cada semana = every week, semanais = weekly, por mes = a month, ao mes = a month, cada mes = every month,
mensais = monthly, vezes = times, vez = time, para = by, antes de = before, antes do = before the, ate = until,
em = in, no = in the, na = in the, neste = in this, nesta = in this, nos = in the, durante = during, desde = from,
a partir de = from, entre = between, dentro de = in, fim de = end of, fim do = end of the, final de = end of,
final do = end of the, a = to, o = the, os = the, as = the, um = a, uma = a, e = and, de = of, do = of the,
da = of the, mais = more, novos = new, este = this, esse = this, esta = this, proximo = next, proxima = next,
ano que vem = next year, mes que vem = next month, semana que vem = next week, dia = day, dias = days, semana = week,
semanas = weeks, mes = month, meses = months, ano = year, anos = years, hoje = today, amanha = tomorrow,
segunda feira = monday, terca feira = tuesday, quarta feira = wednesday, quinta feira = thursday, sexta feira = friday,
sexta = friday, sabado = saturday, domingo = sunday, janeiro = january, fevereiro = february, marco = march,
abril = april, maio = may, junho = june, julho = july, agosto = august, setembro = september, outubro = october,
novembro = november, dezembro = december, natal = christmas, mil = thousand, dois = 2, duas = 2, tres = 3, quatro = 4,
cinco = 5, seis = 6, sete = 7, oito = 8, nove = 9, dez = 10, doze = 12, quinze = 15, vinte = 20, trinta = 30,
cinquenta = 50, cem = 100
"""
_FRENCH = """
je veux = i want, je voudrais = i want, j aimerais = i want, je vais = i will, mon objectif = goal, mon = my, ma = my,
svp =, s il vous plait =, ecrire = write, publier = publish, lire = read, finir = finish, terminer = finish,
avoir = have, arriver a = get to, atteindre = reach, gagner = gain, obtenir = get, faire = do, envoyer = submit,
vendre = sell, mots = words, mot = word, followers = followers, abonnes = subscribers, abonnees = subscribers,
lecteurs = readers, articles = articles, article = article, histoires = stories, nouvelles = short stories,
contes = stories, poemes = poems, poeme = poem, chapitres = chapters, chapitre = chapter, pages = pages, page = page,
livres = books, livre = book, romans = novels, roman = novel, textes = texts, billets = posts, posts = posts,
critiques = reviews, avis = reviews, essais = essays, scenes = scenes, minutes = minutes, heures = hours,
commentaires = comments, par jour = a day, chaque jour = every day, tous les jours = every day, quotidiens = daily,
par semaine = a week, chaque semaine = every week, toutes les semaines = every week, par mois = a month,
chaque mois = every month, tous les mois = every month, fois = times, d ici = by, d ici a = by, d ici au = by the,
avant = before, jusqu a = until, jusqu au = until the, jusqu en = until, pour = by, en = in, dans = in,
au mois de = in, pendant = for, durant = during, depuis = from, a partir de = from, a partir du = from the,
entre = between, fin = end, la fin de = the end of, la fin du = the end of the, le = the, la = the, l = the, les = the,
un = a, une = a, du = from the, des =, et = and, de = of, d = of, plus = more, de plus = more, nouveaux = new,
cette annee = this year, ce mois = this month, ce mois ci = this month, cette semaine = this week,
le mois prochain = next month, la semaine prochaine = next week, l annee prochaine = next year, jour = day,
jours = days, semaine = week, semaines = weeks, mois = months, annee = year, an = year, ans = years,
aujourd hui = today, demain = tomorrow, lundi = monday, mardi = tuesday, mercredi = wednesday, jeudi = thursday,
vendredi = friday, samedi = saturday, dimanche = sunday, janvier = january, fevrier = february, mars = march,
avril = april, mai = may, juin = june, juillet = july, aout = august, septembre = september, octobre = october,
novembre = november, decembre = december, noel = christmas, mille = thousand, deux = 2, trois = 3, quatre = 4,
cinq = 5, six = 6, sept = 7, huit = 8, neuf = 9, dix = 10, douze = 12, quinze = 15, vingt = 20, trente = 30,
cinquante = 50, cent = 100
"""
_GERMAN = """
ich =, will = i want, mochte = i want, moechte = i want, werde = i will, mein ziel = goal, mein = my, meine = my,
meinen = my, bitte =, schreiben = write, veroffentlichen = publish, lesen = read, fertigstellen = finish,
beenden = finish, haben = have, erreichen = reach, bekommen = get, gewinnen = gain, schaffen = do, worter = words,
woerter = words, worte = words, wort = word, follower = followers, abonnenten = subscribers, leser = readers,
artikel = articles, geschichten = stories, kurzgeschichten = short stories, geschichte = story, gedichte = poems,
gedicht = poem, kapitel = chapters, seiten = pages, seite = page, bucher = books, buecher = books, buch = book,
romane = novels, roman = novel, texte = texts, beitrage = posts, posts = posts, rezensionen = reviews, szenen = scenes,
minuten = minutes, stunden = hours, kommentare = comments, am tag = a day, pro tag = a day, jeden tag = every day,
taglich = daily, taeglich = daily, in der woche = a week, pro woche = a week, die woche = a week,
jede woche = every week, wochentlich = weekly, im monat = a month, pro monat = a month, jeden monat = every month,
monatlich = monthly, mal = times, bis = until, bis zum = until the, bis zu = until, vor = before, vor dem = before the,
im = in, in = in, ab = from, ab dem = from the, von = from, vom = from the, zum = by the, zu = to, zwischen = between,
wahrend = during, ende = end, ende des = end of the, ende der = end of the, innerhalb von = within, binnen = within,
der = the, die = the, das = the, den = the, dem = the, des = of the, ein = a, eine = a, einen = a, einem = a,
einer = a, und = and, mehr = more, neue = new, dieses jahr = this year, in diesem jahr = this year,
diesen monat = this month, diese woche = this week, nachsten monat = next month, nachste woche = next week,
nachstes jahr = next year, tag = day, tage = days, tagen = days, woche = week, wochen = weeks, monat = month,
monate = months, monaten = months, monats = month, jahr = year, jahre = years, jahren = years, jahres = year,
heute = today, morgen = tomorrow, montag = monday, dienstag = tuesday, mittwoch = wednesday, donnerstag = thursday,
freitag = friday, samstag = saturday, sonntag = sunday, januar = january, februar = february, marz = march,
maerz = march, april = april, mai = may, juni = june, juli = july, august = august, september = september,
oktober = october, november = november, dezember = december, weihnachten = christmas, tausend = thousand, zwei = 2,
drei = 3, vier = 4, funf = 5, fuenf = 5, sechs = 6, sieben = 7, acht = 8, neun = 9, zehn = 10, zwolf = 12, zwoelf = 12,
zwanzig = 20, dreissig = 30, funfzig = 50, fuenfzig = 50, hundert = 100
"""


def _meanings(table: str) -> Mapping[str, str]:
    pairs = (pair.split("=") for pair in table.split(","))
    return {" ".join(words.split()): meaning.strip() for words, meaning in pairs}


MEANINGS = {
    "Spanish": _meanings(_SPANISH),
    "Portuguese": _meanings(_PORTUGUESE),
    "French": _meanings(_FRENCH),
    "German": _meanings(_GERMAN),
}
MOST_WORDS_OF_A_MEANING = 4
LONGEST_FOREIGN = 500
"""Characters of a sentence whose words are looked for in another language, more than a goal may have."""
_WORD = re.compile(r"\d\d?\.\d\d?\.|\d[\d./-]*\d(?:k\b)?|\dk?(?![^\W\d_])|\d(?=er\b)|[^\W\d_]+|[.,;:!?](?= |$)")
_THOUSANDS = re.compile(r"(?<![\d.])(\d{1,3})[. ](\d{3})(?![\d.])")


def in_english(typed: str) -> Iterator[str]:
    """Yield what a sentence says, for each language in which every word of it is known."""
    if len(typed) > LONGEST_FOREIGN:  # cut, it would say something else
        return
    plain = "".join(
        char for char in in_form("NFKD", typed, LONGEST_FOREIGN).casefold() if not unicodedata.combining(char)
    )
    plain = re.sub(r"(?<=\d)(?:er|[.º])(?= )", "", _THOUSANDS.sub(r"\1\2", plain))
    words = _WORD.findall(plain)
    for meanings in MEANINGS.values():
        if said := _put_into_english(words, meanings):
            yield said


def _put_into_english(words: list[str], meanings: Mapping[str, str]) -> str:
    """Return the words in English, or nothing where one of them is not known."""
    said: list[str] = []
    place = 0
    while place < len(words):
        runs = (words[place : place + count] for count in range(MOST_WORDS_OF_A_MEANING, 0, -1))
        run = next((run for run in runs if " ".join(run) in meanings), None)
        if run is None and words[place][0].isalpha():
            return ""
        said.append(meanings[" ".join(run)] if run else words[place])
        place += len(run) if run else 1
    return " ".join(word for word in said if word)
