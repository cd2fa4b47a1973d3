"""Fixed words of the accountability report in Word and of the slides, and texts made safe for both.

In the braces: as in ``toc.words.sentences``.
"""

from __future__ import annotations

import re
import unicodedata

DOCUMENT_LABELS: dict[str, tuple[str, str]] = {
    # --- The document ------------------------------------------------------------------------------------------
    "document.kind": ("Verantwoording", "Accountability report"),
    "document.state": ("Stand van {day}", "As known on {day}"),
    "document.subject": ("Verantwoording van {title}", "Accountability report of {title}"),
    "document.author": ("Gemaakt met toc {version}", "Made with toc {version}"),
    "document.contents": ("Inhoud", "Contents"),
    "document.contents_note": (
        "Klik met de rechtermuisknop op de inhoud en kies ‘Veld bijwerken’ voor de bladzijden.",
        "Right-click the contents and choose ‘Update Field’ for the page numbers.",
    ),
    "document.keep": (
        "De cijfers, tabellen en plaatjes in dit document zijn berekend. Schrijf uw eigen tekst alleen in de vakken ‘Eigen tekst’. Die vakken blijven bewaard als het document opnieuw wordt gemaakt met nieuwe cijfers; wat u daarbuiten wijzigt, gaat dan verloren.",
        "The figures, tables and pictures in this document are computed. Write your own text only in the boxes ‘Own text’. Those boxes are kept when the document is made again with new figures; whatever you change outside them is lost then.",
    ),
    "document.page_of": ("Bladzijde", "Page"),
    "document.page_whole": ("van", "of"),
    "document.figure": ("Figuur", "Figure"),
    "document.table": ("Tabel", "Table"),
    "document.appendix": ("Bijlage {letter}", "Appendix {letter}"),
    "document.none": ("geen", "none"),
    "document.more": (
        "En nog {count:n}. Die {count:plural|staat|staan} in het hoofdstuk over de keten.",
        "And {count:n} more. {count:plural|It stands|They stand} in the chapter on the chain.",
    ),
    # --- Own text ----------------------------------------------------------------------------------------------
    "document.own": ("Eigen tekst: {title}", "Own text: {title}"),
    "document.own_unnamed": ("Eigen tekst", "Own text"),
    "document.write": ("Schrijf hier {what}.", "Write {what} here."),
    "document.lost": ("Eigen tekst zonder plaats", "Own text without a place"),
    "document.lost_intro": (
        "Deze teksten stonden in een vorige versie. Het onderdeel waar zij bij hoorden, staat niet meer in dit document. Verplaats ze of haal ze weg.",
        "These texts stood in an earlier version. The part that they belonged to is no longer in this document. Move them or remove them.",
    ),
    "document.lost_object": (
        "[Hier stond een {what}. Dat kon niet mee; het staat nog in de vorige versie.]",
        "[Here stood {what}. It could not be carried over; it still stands in the earlier version.]",
    ),
    "document.object": ("ingevoegd onderdeel", "an inserted object"),
    "document.footnote": ("[voetnoot: {text}]", "[footnote: {text}]"),
    "document.own.introduction": ("inleiding", "introduction"),
    "document.own.introduction_what": ("waarom dit verslag er is en voor wie", "why this report exists and for whom"),
    "document.own.summary": ("samenvatting", "summary"),
    "document.own.summary_what": ("wat u zelf de kern vindt", "what you find the heart of the matter"),
    "document.own.results": ("resultaten van {title}", "results of {title}"),
    "document.own.results_what": ("het verhaal achter deze resultaten", "the story behind these results"),
    "document.own.attention": ("aandachtspunten van {title}", "attention points of {title}"),
    "document.own.attention_what": ("wat u met deze aandachtspunten doet", "what you do with these attention points"),
    "document.own.chain": ("de keten", "the chain"),
    "document.own.chain_what": (
        "wat u ziet dat niet in de cijfers staat",
        "what you see that is not in the figures",
    ),
    "document.own.finances": ("financiën", "finances"),
    "document.own.finances_what": (
        "de toelichting op begroting en besteding",
        "the explanation of budget and spending",
    ),
    "document.own.lasting": ("na de subsidie", "after the funding"),
    "document.own.lasting_what": (
        "wat doorgaat als de subsidie stopt, wie dat draagt en hoe het wordt betaald",
        "what goes on when the funding stops, who carries it and how it is paid",
    ),
    "document.own.missing": ("vervolg", "next steps"),
    "document.own.missing_what": (
        "wat u hebt afgesproken: wie doet wat, en wanneer",
        "what was agreed: who does what, and when",
    ),
    # --- Chapters ----------------------------------------------------------------------------------------------
    "document.introduction": ("Inleiding", "Introduction"),
    "document.reading": ("Hoe dit verslag te lezen is", "How to read this report"),
    "document.summary": ("Managementsamenvatting", "Management summary"),
    "document.lines": ("Resultaten per actielijn", "Results per action line"),
    "document.levels": ("Resultaten per deel van de keten", "Results per part of the chain"),
    "document.no_line": ("Buiten de actielijnen", "Outside the action lines"),
    "document.results": ("Resultaten", "Results"),
    "document.kpis": ("Kerncijfers", "Key figures"),
    "document.attention": ("Aandachtspunten", "Attention points"),
    "document.chain": ("De keten: van output naar outcome", "The chain: from output to outcome"),
    "document.chain_picture": ("De keten in beeld", "The chain as a picture"),
    "document.chain_links": ("De verbanden en hun oordeel", "The links and their verdict"),
    "document.finances": ("Financiën", "Finances"),
    "document.spent": ("Wat het kostte", "What it cost"),
    "document.lasting": ("Na de subsidie", "After the funding"),
    "document.steps": ("Wat ontbreekt en wat nu te doen is", "What is missing and what to do now"),
    "document.all_kpis": ("Alle cijfers", "All figures"),
    "document.sources": ("Bronnen", "Sources"),
    "document.method": ("Werkwijze en herkomst", "Method and origin"),
    "document.terms": ("Woorden", "Words"),
    # --- Sentences ---------------------------------------------------------------------------------------------
    "document.intro": (
        "Dit verslag gaat over {whose}. Het laat zien wat er bekend was op {day}. Alle cijfers komen uit het model ‘{model}’ en de bronnen daarbij.",
        "This report is about {whose}. It shows what was known on {day}. All figures come from the model ‘{model}’ and its sources.",
    ),
    "document.counted": (
        "{count:n} {count:plural|onderdeel|onderdelen} van de keten: {parts}.",
        "{count:n} {count:plural|part|parts} of the chain: {parts}.",
    ),
    "document.counted.measured": ("{count:n} gemeten", "{count:n} measured"),
    "document.counted.opinion": (
        "{count:n} met alleen een mening of een plan",
        "{count:n} with only an opinion or a plan",
    ),
    "document.counted.unmeasured": ("{count:n} niet gemeten", "{count:n} not measured"),
    "document.unmeasured_links": (
        "Niet of te weinig gemeten: {count:n} {count:plural|verband|verbanden}.",
        "Not or too little measured: {count:n} {count:plural|link|links}.",
    ),
    "document.unmeasured_which": (
        "Of het vervolg kwam, is niet te zeggen bij {links}.",
        "Whether the follow-up came cannot be told for {links}.",
    ),
    "document.link_short": ("‘{start}’ → ‘{end}’ ({id})", "‘{start}’ → ‘{end}’ ({id})"),
    "document.no_attention": (
        "De cijfers geven hier geen aandachtspunten.",
        "The figures give no attention points here.",
    ),
    "document.no_figures": ("Er zijn hier geen cijfers.", "There are no figures here."),
    "document.link_words": ("‘{start}’ → ‘{end}’ ({id}): {word}.", "‘{start}’ → ‘{end}’ ({id}): {word}."),
    "document.target_words": ("Doel ‘{title}’ ({year}): {word}.", "Target ‘{title}’ ({year}): {word}."),
    "document.no_picture": (
        "In deze theorie staan nog geen verbanden; er is dus geen plaatje.",
        "This theory has no links yet, so there is no picture.",
    ),
    "document.no_gaps": (
        "Er is geen verband waar het vervolg achterblijft of niet is vast te stellen.",
        "There is no link where the follow-up lags behind or cannot be established.",
    ),
    "document.letters": ("De letters in het plaatje: {letters}.", "The letters in the picture: {letters}."),
    "document.letter": ("{letter} = {word}", "{letter} = {word}"),
    "document.no_money": (
        "Wat er is uitgegeven en wat een resultaat kost, is niet bekend: het model bevat geen gegevens over geld.",
        "What was spent and what a result costs is not known: the model holds no data on money.",
    ),
    "document.unknown_money": (
        "Wat een resultaat kost, is nu niet te zeggen. Reden: {reason}",
        "What a result costs cannot be told now. Reason: {reason}",
    ),
    "document.claims_money": (
        "Zinnen over de opbrengst van een euro",
        "Sentences on the return of a euro",
    ),
    "document.lasting_intro": (
        "Of resultaten blijven als de subsidie stopt, is pas later te meten. Hieronder staat alleen wat de theorie en de bronnen er nu over zeggen.",
        "Whether results last when the funding stops can only be measured later. Below stands only what the theory and the sources say of it now.",
    ),
    "document.lasting_nothing": (
        "In het model staat hier niets over. Dat is zelf een gemis: niemand heeft opgeschreven wat doorgaat.",
        "The model says nothing of this. That is itself a gap: nobody wrote down what goes on.",
    ),
    "document.lasting_events": ("Wat er verandert", "What changes"),
    "document.lasting_assumptions": (
        "Aannames die over blijven of geld gaan",
        "Assumptions on lasting or on money",
    ),
    "document.lasting_claims": ("Zinnen die over blijven of geld gaan", "Sentences on lasting or on money"),
    "document.steps_none": (
        "Er zijn nu geen metingen aan te wijzen die meer zouden vertellen.",
        "No measurements can be named now that would tell more.",
    ),
    "document.steps_intro": (
        "De metingen hieronder zouden het meest vertellen. De eerste vertelt het meest.",
        "The measurements below would tell most. The first tells most.",
    ),
    "document.all_kpis_intro": (
        "Alle cijfers van het geheel, per periode. Een cijfer dat ontbreekt, staat er met een woord en nooit als nul.",
        "All figures of the whole, by period. A figure that is missing stands there with a word, never as zero.",
    ),
    "document.and_more": ("en nog {count:n}", "and {count:n} more"),
    # --- Captions and columns ----------------------------------------------------------------------------------
    "document.caption.chain": (
        "De keten van {title}, met het oordeel over elk verband",
        "The chain of {title}, with the verdict on each link",
    ),
    "document.caption.kpis": ("Kerncijfers van {title}", "Key figures of {title}"),
    "document.caption.fan": ("{title}: cijfers, raming en doel", "{title}: figures, projection and target"),
    "document.caption.links": ("Alle verbanden", "All links"),
    "document.caption.costs": ("Kosten per resultaat: {title}", "Cost per result: {title}"),
    "document.caption.claims": ("Zinnen uit documenten, naast de cijfers gelegd", "Sentences from documents, held against the figures"),
    "document.caption.assumptions": ("Aannames en hun status", "Assumptions and their status"),
    "document.caption.steps": ("Wat nu te doen is", "What to do now"),
    "document.caption.absent": ("Wat is gevraagd en niet is gemeld", "What was asked and not reported"),
    "document.caption.sources": ("Bronnen", "Sources"),
    "document.caption.facts": ("Waarop dit verslag rust", "What this report rests on"),
    "document.column.kpi": ("Cijfer", "Figure"),
    "document.column.part": ("Onderdeel", "Part"),
    "document.column.before": ("Vorig cijfer", "Figure before"),
    "document.column.last": ("Laatste cijfer", "Last figure"),
    "document.column.goal": ("Doel en stand", "Target and state"),
    "document.column.period": ("Periode", "Period"),
    "document.column.coverage": ("Dekking", "Coverage"),
    "document.column.source": ("Bron", "Source"),
    "document.column.link": ("Verband", "Link"),
    "document.column.from": ("Van", "From"),
    "document.column.to": ("Naar", "To"),
    "document.column.verdict": ("Oordeel", "Verdict"),
    "document.column.why": ("Waarom", "Why"),
    "document.column.result": ("Resultaat", "Result"),
    "document.column.count": ("Hoeveel", "How many"),
    "document.column.cost": ("Kosten per stuk", "Cost for each"),
    "document.column.claim": ("De zin", "The sentence"),
    "document.column.answer": ("Antwoord", "Answer"),
    "document.column.assumption": ("Aanname", "Assumption"),
    "document.column.status": ("Status", "Status"),
    "document.column.step": ("Wat", "What"),
    "document.column.owner": ("Wie", "Who"),
    "document.column.since": ("Sinds", "Since"),
    "document.column.who": ("Organisatie", "Organisation"),
    "document.column.document": ("Document", "Document"),
    "document.column.publisher": ("Van wie", "By whom"),
    "document.column.known_on": ("Bekend op", "Known on"),
    "document.column.name": ("Wat", "What"),
    "document.column.text": ("Gegeven", "Fact"),
    "document.kpi_none": ("nog geen cijfer", "no figure yet"),
    "document.kpi_unmeasured": ("niet gemeten", "not measured"),
    "document.kpi_no_goal": ("geen doel", "no target"),
    "document.kpi_before_none": ("geen eerder cijfer", "no earlier figure"),
    "document.kpi_at": ("{figure} ({period})", "{figure} ({period})"),
    "document.kpi_part": ("{period}, {part}", "{period}, {part}"),
    "document.kpi_later": ("{period}: {figure}", "{period}: {figure}"),
    "document.kpi_goal": ("{goal} ({year}): {word}", "{goal} ({year}): {word}"),
    "document.kpi_proxy": ("{title} (zegt er iets over, meet het niet)", "{title} (says something of it, does not measure it)"),
    "document.kpi_set_aside": ("apart gezet: {flags}", "set aside: {flags}"),
    # --- Errors ------------------------------------------------------------------------------------------------
    "document.error.template": (
        "De huisstijl is geen Word-document dat hier te gebruiken is. Sla haar in Word op als ‘Word-document (.docx)’ en probeer het opnieuw.",
        "The house template is no Word document that can be used here. Save it in Word as ‘Word Document (.docx)’ and try again.",
    ),
    "document.error.previous": (
        "Het vorige document is niet te lezen als Word-document (.docx). Zonder dat document zou uw eigen tekst verloren gaan; daarom is er niets gemaakt.",
        "The earlier document cannot be read as a Word document (.docx). Without it your own text would be lost, so nothing was made.",
    ),
    "document.error.no_boxes": (
        "In het bestaande report.docx staat geen enkel vak ‘Eigen tekst’. Het is dus een ander document, of de vakken zijn weggehaald. Om niets te verliezen is er niets gemaakt. Verplaats dat bestand of geef het een andere naam, of kies met --out een andere map.",
        "The report.docx that is there has no box ‘Own text’ at all. So it is another document, or its boxes were taken out. To lose nothing, nothing was made. Move or rename that file, or choose another folder with --out.",
    ),
    # --- Slides ------------------------------------------------------------------------------------------------
    "slides.no_series": ("Er is geen reeks van ten minste twee jaren om te tekenen.", "There is no series of at least two years to draw."),
    "slides.source": ("Bron: {source}. {state}.", "Source: {source}. {state}."),
    "slides.state": ("Bekend op {day}", "Known on {day}"),
    "slides.summary": (
        "Of output doorwerkt, is bij {count:n} van de {whole:n} verbanden nog niet te zeggen",
        "Whether output translates cannot be told yet for {count:n} of the {whole:n} links",
    ),
    "slides.summary_none": (
        "Of output doorwerkt, is bij geen van de {whole:n} verbanden te zeggen",
        "Whether output translates can be told for none of the {whole:n} links",
    ),
    "slides.summary_all": (
        "Van alle {whole:n} verbanden is te zeggen of output doorwerkt",
        "For all {whole:n} links it can be told whether output translates",
    ),
    "slides.summary_none_one": ("Of output doorwerkt, is bij het ene verband niet te zeggen", "Whether output translates cannot be told for the one link"),
    "slides.summary_all_one": ("Van het ene verband is te zeggen of output doorwerkt", "For the one link it can be told whether output translates"),
    "slides.summary_nothing": ("Of output doorwerkt, is niet te zeggen: er zijn geen verbanden", "Whether output translates cannot be told: there are no links"),
    "slides.chain": (
        "Van de {whole:n} verbanden {said}",
        "Of the {whole:n} links {said}",
    ),
    "slides.chain_there": (
        "{count:plural|werkt|werken} er volgens de cijfers {count:n} door",
        "{count:n} {count:plural|translates|translate} by the figures",
    ),
    "slides.chain_behind": (
        "{count:plural|blijft|blijven} er {count:n} achter",
        "{count:n} {count:plural|lags|lag} behind",
    ),
    "slides.chain_unsure": ("is het bij {count:n} niet te zeggen", "for {count:n} it cannot be told"),
    "slides.chain_one": ("Het ene verband werkt volgens de cijfers door", "The one link translates by the figures"),
    "slides.chain_one_behind": ("Bij het ene verband blijft het vervolg achter", "At the one link the follow-up lags behind"),
    "slides.chain_none": (
        "Van geen enkel verband is nu te zeggen dat het doorwerkt",
        "Of no link can it now be said that it translates",
    ),
    "slides.chain_nothing": ("De theorie heeft nog geen verbanden", "The theory has no links yet"),
    "slides.delivered": (
        "‘{title}’ staat op {last}",
        "‘{title}’ stands at {last}",
    ),
    "slides.delivered_none": ("Wat er is opgeleverd, is nog niet gemeten", "What was delivered is not measured yet"),
    "slides.changed_empty": ("De theorie noemt geen outcome of impact", "The theory names no outcome or impact"),
    "slides.gaps_some": (
        "Bij {shown:n} {shown:plural|verband|verbanden} blijft het vervolg aantoonbaar achter",
        "At {shown:n} {shown:plural|link|links} the follow-up is shown to lag behind",
    ),
    "slides.gaps_unknown": (
        "Bij {count:n} {count:plural|verband|verbanden} is niet vast te stellen of output doorwerkt",
        "At {count:n} {count:plural|link|links} it cannot be established whether output translates",
    ),
    "slides.gaps_none": (
        "Bij geen enkel verband laten de cijfers zien dat het vervolg achterblijft",
        "At no link do the figures show that the follow-up lags behind",
    ),
    "slides.gaps_nothing": ("Zonder verbanden is niet te zeggen waar het vervolg achterblijft", "Without links it cannot be told where the follow-up lags behind"),
    "slides.gaps_rest": (
        "De eerste {count:n} van de {whole:n}. De rest staat in het rapport.",
        "The first {count:n} of {whole:n}. The rest stands in the report.",
    ),
    "slides.ahead_none": (
        "Van geen enkel doel is de kans nu te zeggen",
        "Of no target can the chance be told now",
    ),
    "slides.ahead_no_targets": ("Er is geen doel voor een jaar dat nog komt", "There is no target for a year still to come"),
    "slides.ahead_unlikely": (
        "Van {told:n} {told:plural|doel|doelen} is de kans te zeggen; {count:n} {count:plural|is|zijn} onwaarschijnlijk",
        "Of {told:n} {told:plural|target|targets} the chance can be told; {count:n} {count:plural|is|are} unlikely",
    ),
    "slides.ahead_fine": (
        "Van {told:n} {told:plural|doel|doelen} is de kans te zeggen; geen ervan is onwaarschijnlijk",
        "Of {told:n} {told:plural|target|targets} the chance can be told; none of them is unlikely",
    ),
    "slides.ahead_one": ("De kans op het ene doel is {chance}", "The chance of the one target is {chance}"),
    "slides.ahead_one_told": (
        "Van één doel is de kans te zeggen: {chance}",
        "Of one target the chance can be told: {chance}",
    ),
    "slides.ahead_no_course": (
        "Een raming van de jaren die komen, is voor geen enkel cijfer mogelijk.",
        "For no figure is a projection of the years ahead possible.",
    ),
    "slides.ahead_axis": ("Kans dat het doel wordt gehaald, in procenten", "Chance that the target is reached, in percent"),
    "slides.ahead_series": ("Kans (%)", "Chance (%)"),
    "slides.ahead_untold": (
        "Van {count:n} {count:plural|doel|doelen} is de kans niet te zeggen.",
        "Of {count:n} {count:plural|target|targets} the chance cannot be told.",
    ),
    "slides.asked": ("{count:n} {count:plural|stap helpt|stappen helpen} om meer te weten; wij vragen u {count:plural|die|ze} te regelen", "{count:n} {count:plural|step helps|steps help} to know more; we ask you to arrange {count:plural|it|them}"),
    "slides.measure": ("Meet ‘{title}’ ({id})", "Measure ‘{title}’ ({id})"),
    "slides.asked_none": ("Uit de cijfers volgt nu geen volgende stap", "No next step follows from the figures now"),
    "slides.asked_owner": ("Wie: nog niet afgesproken", "Who: not agreed yet"),
    "slides.owner": ("Wie: {owner}", "Who: {owner}"),
    "slides.measured": ("Gemeten ({count:n})", "Measured ({count:n})"),
    "slides.opinion": ("Alleen een mening of een plan ({count:n})", "Only an opinion or a plan ({count:n})"),
    "slides.silent": ("Niet gemeten ({count:n})", "Not measured ({count:n})"),
    "slides.and_more": ("en nog {count:n}", "and {count:n} more"),
    "slides.none": ("geen", "none"),
    "slides.series.figure": ("Cijfer", "Figure"),
    "slides.series.partial": ("Cijfer over een deel van een jaar", "Figure over part of a year"),
    "slides.series.middle": ("Midden van de raming", "Middle of the projection"),
    "slides.series.low": ("Ondergrens (80%)", "Lower bound (80%)"),
    "slides.series.high": ("Bovengrens (80%)", "Upper bound (80%)"),
    "slides.series.target": ("Doel", "Target"),
    "slides.alt.chart": ("Lijngrafiek van {title}. {words}", "Line chart of {title}. {words}"),
    "slides.alt.chances": ("Staafgrafiek van de kans per doel. {words}", "Bar chart of the chance of each target. {words}"),
    "slides.notes": ("Hoe dit te lezen: {words}", "How to read this: {words}"),
    "slides.read.title": (
        "de grote zin is een van de drie boodschappen. De volgende dia noemt ze alle drie.",
        "the large sentence is one of the three messages. The next slide names all three.",
    ),
    "slides.read.summary": (
        "links staat het cijfer, rechts wat het betekent. Een cijfer dat ontbreekt, telt nergens als nul.",
        "the figure stands at the left, what it means at the right. A missing figure never counts as zero.",
    ),
    "slides.read.chain": (
        "van links naar rechts loopt de keten van input naar impact. De letter op een lijn is het oordeel over dat verband.",
        "the chain runs from input at the left to impact at the right. The letter on a line is the verdict on that link.",
    ),
    "slides.read.delivered": (
        "punten zijn cijfers, de stippellijn is het midden van de raming. Met 80% kans ligt het tussen de dunne lijnen. De grafiek is te bewerken: klik erop met de rechtermuisknop.",
        "dots are figures, the dashed line is the middle of the projection. With a chance of 80% it lies between the thin lines. The chart can be edited: right-click it.",
    ),
    "slides.read.changed": (
        "een mening of een plan van deelnemers is iets anders dan een gemeten verandering.",
        "an opinion or a plan of participants is something else than a measured change.",
    ),
    "slides.read.gaps": (
        "het oordeel komt alleen uit de cijfers. ‘Niet gemeten’ zegt iets over het meten, niet over de theorie.",
        "the verdict comes from the figures only. ‘Not measured’ says something of the measuring, not of the theory.",
    ),
    "slides.read.ahead": (
        "een kans is een schatting uit het verleden, als het programma blijft zoals het is. Het is geen belofte.",
        "a chance is an estimate from the past, if the programme stays as it is. It is no promise.",
    ),
    "slides.read.asked_none": (
        "wat niet is gemeten, kan later toch een stap vragen.",
        "what is not measured may yet ask for a step later.",
    ),
    "slides.read.asked": (
        "de eerste stap vertelt het meest. Spreek per stap af wie hem neemt en wanneer.",
        "the first step tells most. Agree for each step who takes it and when.",
    ),
}  # fmt: skip

LASTING = re.compile(
    r"verduurza|blijv|blijft bestaan|structureel|vaste financiering|verdienmodel|subsidie|tijdelijk geld|vast geld"
    r"|in stand|na afloop|borg(?:en|ing)|\blast(?:s|ing)?\b|sustain|structural|permanent|fixed funding|earning model"
    r"|grant|subsid|temporary money|after the (?:programme|funding)|keep going|goes? on",
    re.IGNORECASE,
)
"""By what words a declared sentence is taken to speak of what remains when the money stops, in either language."""

PROMPTS = (
    "Klik of tik om tekst in te voeren.", "Klik hier als u tekst wilt invoeren.", "Click or tap here to enter text.",
    "Click here to enter text.",
)  # fmt: skip
"""What word processors show in a box that was emptied."""

PROGRAM_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>toc</Application></Properties>"
)
"""What a document or a deck says of the program that made it (``docProps/app.xml``)."""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
"""Signs that turn the direction of all that follows them."""


def plain(text: str) -> str:
    """A text that any document can hold: no control characters, none that turn the writing direction, one line."""
    kept = "".join(" " if sign.isspace() else sign for sign in _TURNING.sub("", text)
                   if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs"))  # fmt: skip
    return re.sub(" +", " ", kept.replace("\ufffe", "").replace("\uffff", "")).strip()


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words where that can be, with ``…`` at its end."""
    text = plain(text)
    if len(text) <= most:
        return text
    short = text[: most - 1]
    space = short.rfind(" ")
    return (short[:space] if space > most // 2 else short).rstrip(" ,;:.") + "…"
