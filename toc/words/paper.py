"""Fixed words of the report on paper: the whole of it on A4, and the one page for a steering group.

In the braces: as in ``toc.words.sentences``.
"""

PAPER_LABELS: dict[str, tuple[str, str]] = {
    "paper.contents": ("Inhoud", "Contents"),
    "paper.page": ("blz.", "p."),
    "paper.continued": ("wat bekend was op {day}", "what was known on {day}"),
    "paper.courses": ("Het verloop en de jaren hierna", "The course and the years ahead"),
    "paper.courses_intro": (
        "Elke grafiek laat zien wat is gemeld en waar het cijfer kan uitkomen. De banen zijn de marges van 50, 80 en 95%. De tabellen met deze cijfers staan in de webpagina en in het werkboek.",
        "Each chart shows what was reported and where the figure may end up. The bands are the margins of 50, 80 and 95%. The tables with these figures are on the web page and in the workbook.",
    ),
    "paper.sources": ("Bron:", "Source:"),
    "paper.elements": ("Alle onderdelen van de keten", "All elements of the chain"),
    "paper.elements_intro": (
        "Een kaart in het plaatje is een onderdeel. Hier staan ze onder elkaar, met het cijfer dat erbij hoort.",
        "A card in the picture is an element. Here they stand below each other, with the figure that belongs to it.",
    ),
    "paper.figure_chain": ("Figuur: de keten van input tot impact", "Figure: the chain from input to impact"),
    "paper.figure_unlinked": ("Figuur: {title}", "Figure: {title}"),
    "paper.quality": ("Wat er in het model en de gegevens beter kan", "What could be better in the model and its data"),
    "paper.quality_intro": (
        "Van elke soort staan hier de eerste. De volledige lijst staat in de webpagina.",
        "Of each kind the first ones stand here. The full list is on the web page.",
    ),
    "paper.reported_by": ("Wie meldde wat", "Who reported what"),
    "paper.column": ("Gegeven", "Data element"),
    "paper.rest": ("Wat niet op papier staat", "What is not on paper"),
    "paper.rest_text": (
        "Dit stuk is een keuze. De webpagina (report.html) en het werkboek (report.xlsx) uit dezelfde run bevatten alles: de cijfers van alle organisaties, alle jaren en alle bronnen met hun citaten, en de tabel achter elke grafiek.",
        "This document is a selection. The web page (report.html) and the workbook (report.xlsx) of the same run hold everything: the figures of all organisations, all years and all sources with their quotes, and the table behind each chart.",
    ),
    "paper.more": ("en nog {count:n}; zie de webpagina", "and {count:n} more; see the web page"),
    "paper.quality_more": (
        "Welke het zijn, staat in de webpagina.",
        "Which ones these are is on the web page.",
    ),
    "paper.none": ("niet te zeggen", "cannot be told"),
    "paper.part_reported": ("Wat is gemeld", "What was reported"),
    "paper.part_targets": ("Doelen", "Targets"),
    "paper.part_links": ("Verbanden", "Links"),
    "paper.ahead": ("Verwacht", "Expected"),
    "paper.step": ("Volgende stap", "Next step"),
    "paper.owner": ("Wie is aan zet", "Who is to act"),
    "paper.absent": ("Wat nog niet is gemeld", "What has not been reported yet"),
    "paper.since": ("Sinds", "Since"),
    "paper.no_pango": (
        "De PDF kan niet worden gemaakt: op deze computer ontbreekt Pango, de bibliotheek die letters zet. Installeer haar en probeer het opnieuw. Debian of Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango. Windows: installeer MSYS2 en dan pacman -S mingw-w64-x86_64-pango. De webpagina en de andere bestanden hebben Pango niet nodig.",
        "The PDF cannot be made: this computer lacks Pango, the library that sets type. Install it and try again. Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango. Windows: install MSYS2 and then pacman -S mingw-w64-x86_64-pango. The web page and the other files do not need Pango.",
    ),
    # --- The one page ------------------------------------------------------------------------------------------
    "one.kicker": ("Theory of Change op één pagina", "Theory of Change on one page"),
    "one.messages": ("Drie dingen om te weten", "Three things to know"),
    "one.chain": ("De keten", "The chain"),
    "one.figures": ("De cijfers die het meest zeggen", "The figures that say most"),
    "one.gaps": ("Waar output niet doorwerkt", "Where output does not translate"),
    "one.gaps_open": ("Waar doorwerking niet te zien is", "Where it cannot be seen to translate"),
    "one.no_gaps": ("Geen verband blijft achter of is ongemeten.", "No link lags behind or is unmeasured."),
    "one.next": ("Wat ontbreekt, en wat nu", "What is missing, and what next"),
    "one.no_next": (
        "Er is geen meting die nu meer zou vertellen.",
        "There is no measurement that would tell more now.",
    ),
    "one.owner": ("Aan zet: {owner}", "To act: {owner}"),
    "one.measure": ("Meet ‘{title}’ ({element}).", "Measure ‘{title}’ ({element})."),
    "one.opens": ("Dan is ook iets te zeggen over {links}.", "Then something can be said of {links} too."),
    "one.target": ("Doel", "Target"),
    "one.expected": ("Verwacht", "Expected"),
    "one.chance": ("Kans", "Chance"),
    "one.no_target": ("geen doel vastgesteld", "no target set"),
    "one.no_course": ("nog niet te ramen", "cannot be projected yet"),
    "one.expected_in": ("{middle} in {year} ({range})", "{middle} in {year} ({range})"),
    "one.source": (
        "Alle cijfers, met bron en berekening, staan in het rapport (report.html) uit dezelfde run. Bronnen: {sources}.",
        "All figures, with source and computation, are in the report (report.html) of the same run. Sources: {sources}.",
    ),
    "one.source_none": (
        "Alle cijfers, met bron en berekening, staan in het rapport (report.html) uit dezelfde run.",
        "All figures, with source and computation, are in the report (report.html) of the same run.",
    ),
}
