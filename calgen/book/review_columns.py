"""Where the proposals stand on the tab Review: it is drawn by one room and read by others."""

PROPOSED_COLUMN = 3  # the value that is proposed
ACCEPT_COLUMN = 4  # the user's tick
KEY_COLUMN = 13  # the key of the proposal, in a folded column
