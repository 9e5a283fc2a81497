"""What the shipped records rest on, sentence by sentence and answer by answer."""
