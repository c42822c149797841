"""Whatever the bot says aloud of a member's words offers no trade of follows; talking about such trades is welcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from db.database import Database
from rules.comments.promotion import OfferToTrade, check_said
from rules.people import Introduction
from rules.swaps.offers import FieldOffersTrade, Offer, check_offer
from services import people, streaks, tips
from services.circles import membership, weeks
from services.circles.membership import NewCircle
from services.goals import drafts
from services.streaks import EntryInput
from services.swaps import offers
from tests.services.goal_room import TOMAS, Room, open_room

OFFER = "I follow back within 1 hour"
TALK = "I stopped doing follow for follow and wrote to three readers instead"


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


async def tip(room: Room, said: str) -> object:
    return await tips.share_tip(room.context, room.act(), said)


async def introduction(room: Room, said: str) -> object:
    await people.introduce(room.context, room.act(), Introduction(who="A night nurse", offers=said))
    return await people.my_introduction(room.context, room.act())


async def note(room: Room, said: str) -> object:
    return await streaks.record_entry(room.context, room.act(), EntryInput(words=100, note=said))


async def changed_note(room: Room, said: str) -> object:
    entry = (await streaks.record_entry(room.context, room.act(), EntryInput(words=100))).entry
    return await streaks.change_entry(room.context, room.act(), entry.id, EntryInput(words=100, note=said))


async def circle_name(room: Room, said: str) -> object:
    return await membership.begin(room.context, room.act(), NewCircle(said))


async def promise(room: Room, said: str) -> object:
    circle = await membership.begin(room.context, room.act(), NewCircle("Owls"))
    return await weeks.promise(room.context, room.act(), circle.id, said)


async def goal(room: Room, said: str) -> object:
    return await drafts.draft_goal(room.context, room.act(), f"500 followers in 3 months. {said}")


ALOUD = (tip, introduction, note, changed_note, circle_name, promise, goal)
Say = Callable[[Room, str], Awaitable[object]]


@pytest.mark.parametrize("say", ALOUD)
async def test_an_offer_to_trade_follows_is_said_nowhere_and_comes_back(room: Room, say: Say) -> None:
    with pytest.raises(OfferToTrade) as refused:
        await say(room, OFFER)

    assert OFFER in refused.value.typed


@pytest.mark.parametrize("say", ALOUD)
async def test_talking_about_such_trades_is_said(room: Room, say: Say) -> None:
    await say(room, TALK)


async def test_a_note_after_the_week_offers_no_trade_either(room: Room) -> None:
    circle = await membership.begin(room.context, room.act(), NewCircle("Owls"))
    promised = await weeks.promise(room.context, room.act(), circle.id, "two pages")
    with pytest.raises(OfferToTrade):
        await weeks.add_note(room.context, room.act(), circle.id, promised.week_on, OFFER)


async def test_what_nobody_else_reads_is_not_looked_at(room: Room) -> None:
    await streaks.record_entry(room.context, room.act(), EntryInput(words=100, note=OFFER, quiet=True))
    await drafts.draft_goal(room.context, room.act(), f"500 followers in 3 months. {OFFER}", private=True)
    in_dm = room.act(TOMAS, server_id=None)
    await drafts.draft_goal(room.context, in_dm, f"500 followers in 3 months. {OFFER}")


@pytest.mark.parametrize("field", ["title", "wanted", "content_note"])
async def test_an_offered_piece_trades_nothing_and_what_was_typed_is_kept(room: Room, field: str) -> None:
    typed: dict[str, Any] = {"title": "Untold", "text": "The ferry left at dawn.", field: OFFER}
    with pytest.raises(FieldOffersTrade) as refused:
        await offers.offer_piece(room.context, room.act(), Offer(**typed))
    kept = await offers.kept_offer(room.context, room.act())
    await offers.offer_piece(room.context, room.act(), Offer(**{**typed, field: TALK}))

    assert OFFER in refused.value.sentence
    assert kept is not None
    assert getattr(kept.offer, field) == OFFER


@pytest.mark.parametrize(
    "said",
    [
        "I'll clap for your story if you clap for mine, every evening",
        "ill sub to yours if you sub to mine",
        "Follow me, follow you: let us grow",
        "I'll follow everyone who follows me",
        "I follow everybody back who follows me here",
        "Every follow will be returned",
        "fo11ow me and I fo11ow you",
        "Wer mir folgt, dem folge ich",
    ],
)
def test_the_same_act_both_ways_is_an_offer(said: str) -> None:
    assert check_said(said)


@pytest.mark.parametrize(
    "said",
    [
        "互粉没有用，认真写评论才有用。",
        "别互粉，写真诚的评论。",
        "She said: I will follow you if you follow the river",
        "I never follow everyone who follows me",
        "I clap when a line surprises me",
    ],
)
def test_talking_against_it_is_none(said: str) -> None:
    assert not check_said(said)


@pytest.mark.parametrize(
    "said",
    [
        "Ich folge jedem, der mir folgt",
        "Folgst du mir, folge ich dir",
        "Wenn du mir folgst, folge ich dir",
        "Ich klatsche für deine Geschichte, wenn du für meine klatschst",
        "Abonnier mich, dann abonniere ich dich",
        "Jeder Follow wird erwidert",
        "Liest du meinen Text, lese ich deinen",
        "Ich abonniere alle, die mich abonnieren",
        "Wer mir folgt, dem folge ich",
        "Sigo a todos los que me siguen",
        "Si me sigues, te sigo",
        "Sígueme y yo te sigo",
        "Te sigo si me sigues",
        "Aplaudo tu historia si aplaudes la mía",
        "Quien me siga, lo sigo",
        "Todo follow será devuelto",
        "Suscríbete y me suscribo",
        "Me suscribo a tu canal si te suscribes al mío",
        "Sigo quem me segue",
        "Se você me seguir, eu te sigo",
        "Se me seguires, eu sigo-te",
        "Me segue que eu te sigo",
        "Aplaudo o seu texto se você aplaudir o meu",
        "Quem me seguir, eu sigo",
        "Me inscrevo no seu se você se inscrever no meu",
        "Todo follow será retribuído",
        "Curto o teu se curtires o meu",
        "Je suis tous ceux qui me suivent",
        "Si tu me suis, je te suis",
        "Suis-moi et je te suis",
        "Je m'abonne à toi si tu t'abonnes à moi",
        "J'applaudis ton texte si tu applaudis le mien",
        "Qui me suit, je le suis",
        "Chaque abonnement sera rendu",
        "Abonne-toi et je m'abonne",
        "Seguo tutti quelli che mi seguono",
        "Se mi segui, ti seguo",
        "Seguimi e ti seguo",
        "Ti seguo se mi segui",
        "Applaudo il tuo se applaudi il mio",
        "Chi mi segue, lo seguo",
        "Ogni follow sarà ricambiato",
        "Mi iscrivo al tuo se ti iscrivi al mio",
        "Seguo chi mi segue",
    ],
)
def test_the_same_act_both_ways_is_an_offer_in_other_languages(said: str) -> None:
    assert check_said(said)


@pytest.mark.parametrize(
    "said",
    [
        "Sie sagte: Wenn du mir folgst, zeige ich dir den Fluss",
        "Ich folge nie jedem, der mir folgt",
        "Wenn du meinen Text liest, lese ich gern deine Meinung dazu",
        "Ich klatsche, wenn eine Zeile mich überrascht",
        "Ich lese deinen Text am Sonntag und du meinen in Ruhe",
        "Si me sigues por el río, llegamos antes de la noche",
        "Nunca sigo a todos los que me siguen",
        "La sombra me sigue y yo sigo el camino",
        "Aplaudo cuando un final me sorprende",
        "Si lees el segundo capítulo, verás que te sigo la pista",
        "Ella me dijo: si me sigues, te mato",
        "Se me seguires até ao rio, mostro-te a casa",
        "Nunca sigo toda a gente que me segue",
        "Aplaudo quando um final me surpreende",
        "Eu sigo quem escreve sobre o mar",
        "Si tu me suis jusqu'au fleuve, je te montre la maison",
        "Je ne suis jamais tous ceux qui me suivent",
        "L'ombre me suit et je suis le chemin",
        "J'applaudis quand une fin me surprend",
        "Je suis tous les matins à mon bureau et le chat me suit",
        "Se mi segui fino al fiume, ti mostro la casa",
        "Non seguo mai tutti quelli che mi seguono",
        "L'ombra mi segue e io seguo la strada",
        "Applaudo quando un finale mi sorprende",
        "Seguo chi scrive del mare",
        "Si me sigues, te sigo contando la noche del barco",
        "Quien me sigue sabe que escribo de trenes",
        "Chi mi segue sa che scrivo di treni",
        "Wer mir folgt, weiß, dass ich von Zügen schreibe",
        "Qui me suit sait que j'écris sur les trains",
        "Quem me segue sabe que escrevo sobre comboios",
        "Suis-moi, dit la chatte, et nous verrons la mer",
        "Jeder Brief wird erwidert, nur dieser nicht",
        "Cada carta será devuelta al mar",
    ],
)
def test_words_near_that_shape_in_other_languages_are_none(said: str) -> None:
    assert not check_said(said)


@pytest.mark.parametrize(
    "title", ["F4F Wildcat", "The F4F Wildcat over Guadalcanal", "Grumman F4F-3", "Like for Like", "A Like for Like"]
)
def test_a_title_that_is_a_name_or_a_saying_offers_nothing(title: str) -> None:
    check_offer(Offer(title=title, text="The ferry left at dawn."))


@pytest.mark.parametrize(
    "title",
    [
        "F4F anyone?",
        "F4F Anyone",
        "F4F Writers?",
        "L4L Please",
        "F4F",
        "F4F Instagram",
        "L4L Wattpad",
        "F4F Wildcat, follow me and I follow you",
        "like for like, drop your link",
        "Like for Like, drop your link",
        "like for like",
        "Follow for Follow",
    ],
)
def test_a_title_that_offers_is_refused(title: str) -> None:
    with pytest.raises(FieldOffersTrade):
        check_offer(Offer(title=title, text="The ferry left at dawn."))
