"""How pictures of a graph tell groups of relations and standings apart."""

# Dark enough for text on white (contrast over 4.5), and told apart without seeing all colours by their words.
COLORS = {
    "support": "#00734f",
    "alliance": "#005a96",
    "membership": "#5b3c88",
    "hostility": "#b3261e",
    "lineage": "#7a5b00",
    "legal": "#8a3b6d",
    "diplomacy": "#4a5a68",
    "control": "#5a3210",
    "movement": "#00697a",
    "intent": "#984b00",
}
DENIED = "#757575"
