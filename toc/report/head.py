"""The three messages of a report, and the links where output is not shown to translate."""
