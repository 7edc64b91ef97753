"""Invented words of posts: a title goes on as somebody would write it, or is told in other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

_GOES_ON: Mapping[str, Sequence[str]] = {
    "fr": (
        "On vous explique tout en deux minutes, photos à l'appui.",
        "Dites-nous en commentaire ce que vous en pensez, on lit tout.",
        "C'était hier, entre deux rendez-vous, et cela valait le détour.",
        "Gardez cette publication sous la main, elle servira.",
        "Une question ? La réponse est au bout du message privé.",
        "Merci à toutes celles qui étaient là, vous vous reconnaîtrez.",
        "La suite la semaine prochaine, si le ficus le permet.",
        "Partagez à l'amie qui hésite encore depuis trois mois.",
    ),
    "en": (
        "Two minutes to read, and the numbers are our own.",
        "Tell us below what you would have done; we read every answer.",
        "It happened last week, and nobody at the dock was surprised.",
        "Save it for the next time that somebody asks.",
        "A question? Write to us, a person answers.",
        "Thanks to the team in Dayton, who let us watch.",
        "More next week, unless a truck is early.",
        "Send it to the colleague who still has a whiteboard.",
    ),
}
_BEFORE: Mapping[str, Sequence[str]] = {
    "fr": ("Bonjour ! ", "Nouveau : ", "✂️ ", "Enfin ! ", "🌿 ", "Psst… "),
    "en": ("Morning! ", "New: ", "🚚 ", "At last: ", "📦 ", "Psst… "),
}
_OTHER_WORDS: Mapping[str, Sequence[str]] = {
    "fr": ("vraiment", "encore", "aujourd'hui", "simplement", "ici"),
    "en": ("really", "again", "today", "simply", "here"),
}
INVENTED_TITLES: Mapping[str, Sequence[str]] = {
    "fr": (
        "Panne d'électricité ce matin, on coiffe à la lampe de poche",
        "Le chat du voisin a encore choisi le fauteuil du fond",
        "Recherche clés perdues samedi, porte-clés en forme de sardine",
        "Bravo à l'équipe de hand pour la montée",
        "Qui a commandé ce gâteau ? Il était délicieux",
    ),
    "en": (
        "The coffee machine is back, and so are we",
        "Snow on the yard this morning, drive carefully",
        "We are hiring somebody who likes both trucks and spreadsheets",
        "Happy birthday to Gary, who has never been late",
        "Our office plant has a name now, thanks to your votes",
    ),
}


def published_text(title: str, theme: str, language: str, random: Random) -> str:
    """A text that begins with the title of a post, goes on, and ends with hashtags."""
    tag = "".join(word.capitalize() for word in theme.replace("'", " ").split() if word.isalnum())
    end = title if title.endswith(("?", "!", "…", ".")) else f"{title}."
    return f"{end} {random.choice(_GOES_ON[language])}\n#{tag or 'calgen'}"


def reworded(text: str, language: str, random: Random) -> str:
    """A text as somebody changes it at the last minute: a beginning, another word, or a word less."""
    words = text.split(" ")
    kind = random.randrange(3)
    if kind == 0 or len(words) < 5:
        return random.choice(_BEFORE[language]) + text
    at = random.randrange(1, min(len(words), 8))
    words[at : at + 1] = [random.choice(_OTHER_WORDS[language])] if kind == 1 else []
    return " ".join(words)
