"""The rules of the score, in the order in which they are shown; the search asks them, and knows none by itself."""

from __future__ import annotations

from calgen.plan.themes.campaign_rules import ACampaignHasOnePostADay, CampaignsGetTheirPart
from calgen.plan.themes.content_rules import EveryPieceDueHasItsPost, EveryPlatformHasThePostsAsked
from calgen.plan.themes.gap_rules import (
    AllPlatformsTogetherKeepTheMix,
    EachPlatformKeepsItsMix,
    NoPlatformIsFartherThanItMust,
    NoThemeDriftsFromItsPath,
    ThemesGetTheirPart,
    TheMixOverAllKeepsItsLimit,
)
from calgen.plan.themes.post_rules import (
    FewSubjectsAreToFind,
    NoThemeComesBackTooSoon,
    NoThemeStandsThreeTimesInARow,
    OneThemeStandsOnOnePlatformADay,
    PostsServeTheMission,
    PostsStayAsTheyWere,
    ThemesOfADayDiffer,
)
from calgen.plan.themes.rule import Rule

# The weights are points for one fault. The unit is a subject that the user has to find.
RULES: tuple[Rule, ...] = (
    EveryPieceDueHasItsPost(),
    EveryPlatformHasThePostsAsked(),
    CampaignsGetTheirPart(),
    ACampaignHasOnePostADay(),
    TheMixOverAllKeepsItsLimit(),
    EachPlatformKeepsItsMix(),
    NoPlatformIsFartherThanItMust(),
    AllPlatformsTogetherKeepTheMix(),
    NoThemeDriftsFromItsPath(),
    NoThemeStandsThreeTimesInARow(),
    NoThemeComesBackTooSoon(),
    PostsServeTheMission(),
    OneThemeStandsOnOnePlatformADay(),
    ThemesOfADayDiffer(),
    ThemesGetTheirPart(),
    FewSubjectsAreToFind(),
    PostsStayAsTheyWere(),
)
