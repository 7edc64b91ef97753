"""A dozen angles for the tests of how suggestions are chosen and filled; those of the languages stand in the words."""

import tomllib

from calgen.suggestions.angles import parse_angles

ANGLES = parse_angles(
    tomllib.loads(
        """
[question]
text = "{theme} : la question du jour"

[behind]
text = "{theme} : les coulisses"

[mistake]
text = "{theme} : une erreur à éviter"

[told]
text = "{theme} : à vous de raconter"
categories = ["interact"]

[proof]
text = "{theme} : {proof}"

[message]
text = "« {message} » : ce que cela change"

[month]
text = "{theme}, en {month}"

[season]
text = "{theme} : version {season}"

[again]
text = "« {idea} » : la suite"

[day]
text = "{key_date} : ce que nous préparons"

[campaign]
text = "{campaign} : c’est parti"

[product]
text = "{product} : l’histoire du nom"

[story]
text = "{theme} en story"
formats = ["story"]
"""
    )
)
