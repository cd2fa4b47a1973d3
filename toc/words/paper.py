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
    "paper.figure_chain": ("Figuur: de keten van input tot impact", "Figure: the chain from input to impact"),
    "paper.figure_unlinked": ("Figuur: {title}", "Figure: {title}"),
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
    "paper.parts_silent": (
        "{count:n} {count:plural|organisatie heeft|organisaties hebben} zelf te weinig cijfers voor een eigen bladzijde op papier. Wat er wel is, staat in de webpagina.",
        "{count:n} {count:plural|organisation has|organisations have} too few figures for a page on paper. What there is, is on the web page.",
    ),
    "paper.not_ahead": ("niet te ramen", "cannot be projected"),
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
    "one.day": ("Wat bekend was op {day}", "What was known on {day}"),
    "one.chain": (
        "De keten: van wat erin gaat tot wat de samenleving merkt",
        "The chain: from what goes in to what society notices",
    ),
    "one.measured": ("{part:n} van {whole:n} gemeten", "{part:n} of {whole:n} measured"),
    "one.elements_none": ("niets benoemd", "none named"),
    "one.figures": ("De cijfers die het meest zeggen", "The figures that say most"),
    "one.no_figures": ("Er zijn nog geen cijfers.", "There are no figures yet."),
    "one.gaps": ("Waar de keten achterblijft", "Where the chain lags behind"),
    "one.gaps_open": ("Waar niet te zien is of de keten werkt", "Where it cannot be seen whether the chain works"),
    "one.no_gaps": (
        "Bij geen enkel verband laten de cijfers zien dat het vervolg achterblijft.",
        "For no link do the figures show that the next step lags behind.",
    ),
    "one.no_gaps_unsure": (
        "Bij {count:n} {count:plural|verband|verbanden} is het nog niet te zeggen.",
        "For {count:n} {count:plural|link|links} it cannot be told yet.",
    ),
    "one.next": ("Wat ontbreekt, en wat nu", "What is missing, and what next"),
    "one.owner": ("Aan zet: {owner}.", "To act: {owner}."),
    "one.no_owner": ("Wie aan zet is, is niet vastgelegd.", "Who is to act is not recorded."),
    "one.measure": ("Meet ‘{title}’ ({element}).", "Measure ‘{title}’ ({element})."),
    "one.opens": ("Dan is ook iets te zeggen over {links}.", "Then something can be said of {links} too."),
    "one.more": ("En nog {count:n}; zie het rapport.", "And {count:n} more; see the report."),
    "one.target": ("Doel: {goal}", "Target: {goal}"),
    "one.no_target": ("Geen doel vastgelegd", "No target recorded"),
    "one.expected": ("Verwacht in {year}: {middle} ({range})", "Expected in {year}: {middle} ({range})"),
    "one.no_course": ("Verwacht: nog niet te ramen", "Expected: cannot be projected yet"),
    "one.chance": ("kans {chance}", "chance {chance}"),
    "one.source": (
        "Tussen haakjes: de marge van 80%. Alle cijfers met bron en berekening staan in het rapport. Bronnen: {sources}.",
        "In brackets: the margin of 80%. All figures with source and computation are in the report. Sources: {sources}.",
    ),
    "one.source_none": (
        "Tussen haakjes: de marge van 80%. Alle cijfers met bron en berekening staan in het rapport.",
        "In brackets: the margin of 80%. All figures with source and computation are in the report.",
    ),
    "one.source_more": ("{sources} en nog {count:n}", "{sources} and {count:n} more"),
    "paper.picture_intro": (
        "Van links naar rechts: wat erin gaat, wat het programma doet, wat het oplevert, wat er verandert en wat de samenleving ervan merkt. Elke lijn is een verband uit de documenten; de letter erop geeft het oordeel.",
        "From left to right: what goes in, what the programme does, what it delivers, what changes and what society notices of it. Each line is a link from the documents; the letter on it gives the verdict.",
    ),
}
