"""The closed lists of words that the fields of records take."""

GROUPS = (
    "support", "alliance", "membership", "hostility", "lineage",
    "legal", "diplomacy", "control", "movement", "intent",
)  # fmt: skip
EFFECTS = ("gains", "holds", "loses", "contests", "besieges")
STANCES = ("asserts", "denies", "ends")
MODALITIES = ("actual", "possible", "intended", "conditional")
DIRECTNESS = ("stated", "implied")
RELIABILITIES = tuple("ABCDEF")
CREDIBILITIES = tuple("123456")
EXTENTS = ("most", "part")
RULED = ("held", "contested", "besieged")
COUNTING = "controls_count"
ANCHOR_WORDS = 8
