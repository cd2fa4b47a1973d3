"""The fixed words of the report: headings, column names, badges and explanations, Dutch and English side by side.

In the braces: as in ``toc.words.sentences``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date

from toc.declared import Text
from toc.words.catalogue import CATALOGUE_LABELS
from toc.words.choices import CHOICES_LABELS
from toc.words.document import DOCUMENT_LABELS
from toc.words.lacking import LACKING_LABELS
from toc.words.paper import PAPER_LABELS
from toc.words.parts import PARTS_LABELS
from toc.words.saying import LOCALES, fill
from toc.words.workbook import WORKBOOK_LABELS

LABELS: dict[str, tuple[str, str]] = {
    **CATALOGUE_LABELS,
    **CHOICES_LABELS,
    **DOCUMENT_LABELS,
    **LACKING_LABELS,
    **PARTS_LABELS,
    **PAPER_LABELS,
    **WORKBOOK_LABELS,
    # --- The page ----------------------------------------------------------------------------------------------
    "page.kicker": ("Theory of Change: stand van zaken", "Theory of Change: state of play"),
    "page.contents": ("Inhoud", "Contents"),
    "page.skip": ("Naar de inhoud", "Skip to contents"),
    "page.scenario_name": ("Scenario (wat als)", "Scenario (what if)"),
    "page.as_of": ("Wat bekend was op", "What was known on"),
    "page.day": ("{day}", "{day}"),
    "page.model": ("Model", "Model"),
    "page.model_text": ("{id}, versie {version}", "{id}, version {version}"),
    "page.organisation": ("Gaat over", "Concerns"),
    "page.internal": (
        "Alleen voor intern gebruik. Dit rapport toont kleine aantallen personen. Geef het aan niemand door.",
        "For internal use only. This report shows small counts of persons. Pass it on to nobody.",
    ),
    "page.as_it_is": (
        "Alle jaren zijn getoond volgens de organisaties van nu, niet volgens die van toen.",
        "All years are shown by the organisations of today, not by those of then.",
    ),
    "page.fictional": (
        "Dit is een verzonnen programma. Alle namen en cijfers zijn bedacht.",
        "This is a fictional programme. All names and figures are made up.",
    ),
    "page.scenario": (
        "Dit is een wat-als. In het model is het volgende veranderd; de rest is gelijk gebleven.",
        "This is a what-if. The following was changed in the model; the rest stayed the same.",
    ),
    "page.to": ("naar", "to"),
    "page.source": ("bron", "source"),
    "page.sources": ("bronnen", "sources"),
    "page.made_with": ("Gemaakt met toc {version}", "Made with toc {version}"),
    # --- Levels ------------------------------------------------------------------------------------------------
    "level.input": ("Input", "Input"),
    "level.activity": ("Activiteit", "Activity"),
    "level.output": ("Output", "Output"),
    "level.outcome": ("Outcome", "Outcome"),
    "level.impact": ("Impact", "Impact"),
    "meaning.input": ("wat erin gaat", "what goes in"),
    "meaning.activity": ("wat het programma doet", "what the programme does"),
    "meaning.output": ("wat het programma zelf oplevert", "what the programme itself delivers"),
    "meaning.outcome": ("wat er verandert bij mensen en bedrijven", "what changes for people and companies"),
    "meaning.impact": ("wat de samenleving er op lange termijn van merkt", "what society notices in the long run"),
    # --- Months and periods ------------------------------------------------------------------------------------
    "months.range": ("{low:n} tot {high:n} maanden", "{low:n} to {high:n} months"),
    "months.exact": ("{low:n} {low:plural|maand|maanden}", "{low:n} {low:plural|month|months}"),
    "period.span": ("{start} tot en met {end}", "{start} to {end}"),
    # --- 1 The head --------------------------------------------------------------------------------------------
    "head.short": ("Kern", "Key findings"),
    "head.title": ("Wat u eerst moet weten", "What to know first"),
    "head.title_output": ("Wat is er geleverd?", "What was delivered?"),
    "head.title_outcome": ("Wat veranderde er voor mensen en bedrijven?", "What changed for people and companies?"),
    "head.title_links": ("Waar is niet aangetoond dat de keten werkt?", "Where is the chain not shown to work?"),
    "head.what_output": ("Output is wat het programma zelf oplevert.", "Output is what the programme itself delivers."),
    "head.what_outcome": (
        "Outcome is wat er verandert bij mensen en bedrijven, impact wat de samenleving daar op lange termijn van merkt.",
        "Outcome is what changes for people and companies; impact is what society notices of it in the long run.",
    ),
    "head.what_link": (
        "Een verband is een stap in de theorie: op het een zou het ander moeten volgen.",
        "A link is a step in the theory: the one should be followed by the other.",
    ),
    "head.who": ("Het programma", "The programme"),
    "head.rise_partial": (
        "{who} leverde meer: ‘{indicator}’ ging van {first:n} in {start} naar {last:n} in {end}. Over {part} zijn maar "
        "{months} geteld. Per maand is het ongeveer ×{low:x} tot ×{high:x}.",
        "{who} delivered more: ‘{indicator}’ went from {first:n} in {start} to {last:n} in {end}. Of {part} only "
        "{months} are counted. Per month it is about ×{low:x} to ×{high:x}.",
    ),
    "head.rise": (
        "{who} leverde meer: ‘{indicator}’ ging van {first:n} in {start} naar {last:n} in {end} (×{factor:x}).",
        "{who} delivered more: ‘{indicator}’ went from {first:n} in {start} to {last:n} in {end} (×{factor:x}).",
    ),
    "head.no_rise": (
        "‘{indicator}’ stond in {period} op {figure}. Of dat meer is dan eerder, is niet te zeggen.",
        "‘{indicator}’ stood at {figure} in {period}. Whether that is more than before cannot be said.",
    ),
    "head.no_output": (
        "Van geen enkele output is een cijfer over een heel jaar bekend.",
        "There is no figure over a whole year for any output.",
    ),
    "head.rise_figure_partial": ("×{low:x} tot ×{high:x}", "×{low:x} to ×{high:x}"),
    "head.rise_figure": ("×{factor:x}", "×{factor:x}"),
    "head.rise_figure_none": ("onbekend", "unknown"),
    "head.rise_caption_partial": (
        "output per maand (ongeveer), {end} naast {start}",
        "output per month (about), {end} beside {start}",
    ),
    "head.rise_caption": ("output, {end} naast {start}", "output, {end} beside {start}"),
    "head.rise_caption_none": ("groei van de output", "growth of output"),
    "head.none": ("geen", "none"),
    "head.outcome_caption_none": ("outcomes en impacts", "outcomes and impacts"),
    "head.no_results": ("Deze theorie noemt geen outcome of impact.", "This theory names no outcome or impact."),
    "head.links_caption_none": ("verbanden", "links"),
    "head.no_links": ("Deze theorie noemt geen verbanden.", "This theory names no links."),
    "head.part_of": ("{part:n} van {whole:n}", "{part:n} of {whole:n}"),
    "head.outcome_caption": ("outcomes en impacts niet gemeten", "outcomes and impacts not measured"),
    "head.outcome": (
        "Van de {count:n} {count:plural|verandering|veranderingen} die het programma wil bereiken (outcome en impact) {silent:plural|is|zijn} er {silent:n} niet gemeten.",
        "Of the {count:n} {count:plural|change|changes} that the programme wants to see (outcome and impact), {silent:n} {silent:plural|is|are} not measured.",
    ),
    "head.outcome_none": (
        "Van de {count:n} {count:plural|verandering|veranderingen} die het programma wil bereiken (outcome en impact) is er geen enkele gemeten.",
        "Of the {count:n} {count:plural|change|changes} that the programme wants to see (outcome and impact), none is measured.",
    ),
    "head.outcome_all": (
        "Alle {count:n} veranderingen die het programma wil bereiken (outcome en impact) hebben een cijfer.",
        "All {count:n} changes that the programme wants to see (outcome and impact) have a figure.",
    ),
    "head.outcome_opinion": (
        "Bij {count:n}{names} is alleen bekend wat deelnemers vinden of van plan zijn.",
        "For {count:n}{names} only what participants think or intend is known.",
    ),
    "head.ways": (
        "Bij {count:n} is gemeten wat er veranderde: {said}.",
        "For {count:n} it was measured what changed: {said}.",
    ),
    "head.way.better": (
        "{count:n} {count:plural|staat|staan} er beter voor dan bij de eerste meting",
        "{count:n} {count:plural|stands|stand} better than at the first measurement",
    ),
    "head.way.same": (
        "{count:n} {count:plural|staat|staan} er hetzelfde voor",
        "{count:n} {count:plural|stands|stand} the same",
    ),
    "head.way.worse": ("{count:n} slechter", "{count:n} worse"),
    "head.way.unknown": (
        "{count:n} {count:plural|is|zijn} pas één keer gemeten",
        "{count:n} {count:plural|was|were} measured only once",
    ),
    "head.not_why": (
        "Of dat door het programma komt, is daarmee niet gezegd.",
        "Whether the programme brought that about is not said by this.",
    ),
    "head.which_opinion": ("Alleen meningen of plannen: {names}.", "Only opinions or plans: {names}."),
    "head.which_opinion_many": (
        "Van {count:n} zijn er alleen meningen of plannen.",
        "For {count:n} there are only opinions or plans.",
    ),
    "head.which_measured_many": ("Van {count:n} is een verandering gemeten.", "For {count:n} a change was measured."),
    "head.which_measured": ("Wel gemeten: {names}.", "Measured: {names}."),
    "head.where.both": (
        "Bij {shown:n} van de {whole:n} verbanden laten de cijfers zien dat het vervolg achterblijft, bij {works:n} komt het vervolg wel.",
        "For {shown:n} of the {whole:n} links the figures show that the next step lags behind; for {works:n} the next step does come.",
    ),
    "head.where.shown": (
        "Bij {shown:n} van de {whole:n} verbanden laten de cijfers zien dat het vervolg achterblijft; bij geen enkel verband is te zien dat het komt.",
        "For {shown:n} of the {whole:n} links the figures show that the next step lags behind; for none do they show that it comes.",
    ),
    "head.where.works": (
        "Bij {works:n} van de {whole:n} verbanden laten de cijfers zien dat het vervolg komt; bij geen enkel verband dat het achterblijft.",
        "For {works:n} of the {whole:n} links the figures show that the next step comes; for none that it lags behind.",
    ),
    "head.where.neither": (
        "Van geen van de {whole:n} verbanden is te zeggen of het vervolg komt: {parts}.",
        "For none of the {whole:n} links can it be said whether the next step comes: {parts}.",
    ),
    "head.where.pair": ("van ‘{start}’ naar ‘{end}’", "from ‘{start}’ to ‘{end}’"),
    "head.where.named": ("Dat is het duidelijkst {pairs}.", "This is clearest {pairs}."),
    "head.where.rest": ("Bij de rest is het niet te zeggen: {parts}.", "For the rest it cannot be said: {parts}."),
    "head.where.unmeasured": (
        "{count:n} {count:plural|is|zijn} niet of te weinig gemeten",
        "{count:n} {count:plural|is|are} not measured or too little",
    ),
    "head.where.unproven": ("bij {count:n} laten de cijfers het open", "for {count:n} the figures leave it open"),
    "head.where.seems": (
        "bij {count:n} laten de cijfers het open ({said})",
        "for {count:n} the figures leave it open ({said})",
    ),
    "head.where.seems_comes": (
        "bij {count:n} daarvan lijkt het vervolg te komen",
        "for {count:n} of them the next step seems to come",
    ),
    "head.where.seems_lags": (
        "bij {count:n} daarvan lijkt het achter te blijven",
        "for {count:n} of them it seems to lag behind",
    ),
    "head.where.other": (
        "voor {count:n} is het te vroeg of veranderde de output te weinig",
        "for {count:n} it is too early or the output changed too little",
    ),
    "head.links_caption": (
        "verbanden, samen {whole:n}; boven de lijn die waar het vervolg achterblijft of niet is vast te stellen",
        "links, {whole:n} together; above the line those where the next step lags behind or cannot be established",
    ),
    "head.links.seems": (
        "Bij {firm:n} daarvan staat dat vast genoeg; bij {links} lijkt het zo (kans {low:chance} tot {high:chance}). Van zulke oordelen is "
        "ongeveer één op de {times:n} fout.",
        "For {firm:n} of them this is firm enough; for {links} it seems so (chance {low:chance} to {high:chance}). Of such verdicts about "
        "one in {times:n} is wrong.",
    ),
    "head.links.only_seems": (
        "Bij {links} lijkt dat alleen zo (kans {low:chance} tot {high:chance}). Van zulke oordelen is ongeveer één op de {times:n} fout.",
        "For {links} it only seems so (chance {low:chance} to {high:chance}). Of such verdicts about one in {times:n} is wrong.",
    ),
    "head.rest.translating": ("werkt door", "translating"),
    "head.rest.other": ("nog niet te beoordelen", "not to be judged yet"),
    "head.next": (
        "Eén meting zou het meest vertellen: die van {element} ‘{title}’. Dan is ook iets te zeggen over {links}.",
        "One measurement would tell most: that of {element} ‘{title}’. Then something can also be said of {links}.",
    ),
    "head.next_again": (
        "Eén meting zou het meest vertellen: meer of nauwkeurigere cijfers van {element} ‘{title}’. Dan is ook iets te zeggen over {links}.",
        "One measurement would tell most: more, or more precise, figures of {element} ‘{title}’. Then something can also be said of {links}.",
    ),
    "head.next_why.whole": (
        "Op minstens één route door de theorie is dat het enige wat nog ontbreekt: alle andere verbanden werken daar door.",
        "On at least one route through the theory that is all that is still lacking: all other links translate there.",
    ),
    "head.next_why.broken": (
        "De keten breekt daar wel ook op een andere plek, bij {links}.",
        "The chain does break in another place there too, at {links}.",
    ),
    "head.gap_title": (
        "Verbanden waar het vervolg achterblijft of niet is vast te stellen",
        "Links where the next step lags behind or cannot be established",
    ),
    "head.gap_intro": (
        "Eerst staan de verbanden waar de cijfers laten zien dat het vervolg achterblijft, dan die waar de cijfers het open laten, "
        "dan die waar niet of te weinig is gemeten. Die drie zijn niet hetzelfde en worden niet opgeteld.",
        "First come the links where the figures show that the next step lags behind, then those where the figures leave it open, "
        "then those where nothing or too little was measured. These three are not the same and are not added up.",
    ),
    "head.gap_none": (
        "Alle verbanden zijn gemeten en bij geen ervan blijft het vervolg achter.",
        "All links are measured and for none of them the next step lags behind.",
    ),
    "head.gap.shown": ("Aangetoond: het vervolg blijft achter", "Shown: the next step lags behind"),
    "head.gap.unproven": ("Onbewezen: de cijfers laten het open", "Unproven: the figures leave it open"),
    "head.gap_level": ("Niet of te weinig gemeten: {level}", "Not or too little measured: {level}"),
    "head.gap_to.impact": ("naar impact", "to impact"),
    "head.gap_to.outcome": ("naar outcome", "to outcome"),
    "head.gap_to.output": ("naar output", "to output"),
    "head.gap_to.activity": ("naar activiteit", "to activity"),
    "head.gap_to.input": ("naar input", "to input"),
    # --- 2 The picture -----------------------------------------------------------------------------------------
    "strength_of.0": ("geen bewijs", "no evidence"),
    "strength_of.1": ("bewijs uit één reeks cijfers", "evidence from one series of figures"),
    "strength_of.2": ("bewijs uit organisaties naast elkaar", "evidence from organisations side by side"),
    "strength_of.3": (
        "bewijs uit een vergelijking met wie niet meedeed",
        "evidence from a comparison with those who did not take part",
    ),
    "picture.legend_strength": ("Stippen: hoe sterk het bewijs is", "Dots: how firm the evidence is"),
    "picture.column_strength": ("Bewijs", "Evidence"),
    "picture.every_line": ("Alles", "Everything"),
    "picture.filter": ("Actielijn", "Action line"),
    "picture.short": ("De keten", "The chain"),
    "picture.title": ("De keten in beeld", "The chain as a picture"),
    "picture.intro": (
        "Van links naar rechts: wat erin gaat, wat het programma doet, wat het oplevert, wat er verandert en wat de "
        "samenleving ervan merkt. Elke lijn is een verband uit de documenten; het vakje erop geeft het oordeel. Klik op een "
        "vakje of kaart voor de uitleg.",
        "From left to right: what goes in, what the programme does, what it delivers, what changes, and what society notices. "
        "Each line is a link from the documents; the tag on it gives the verdict. Click a tag or card for the explanation.",
    ),
    "picture.svg_title": ("Keten van {title}", "Chain of {title}"),
    "picture.svg_description": (
        "{elements:n} onderdelen in vijf kolommen, van input tot impact, met {links:n} verbanden. {verdicts}. Dezelfde inhoud "
        "staat in de tabel ‘van – naar – oordeel’ onder het beeld.",
        "{elements:n} elements in five columns, from input to impact, with {links:n} links. {verdicts}. The table ‘from – to – "
        "verdict’ below the picture has the same content.",
    ),
    "picture.unlinked": (
        "De documenten noemen deze onderdelen wel, maar geen verband loopt ernaartoe of ervandaan",
        "The documents name these elements, but no link leads to them or from them",
    ),
    "picture.legend_links": ("Lijnen: het oordeel over een verband", "Lines: the verdict on a link"),
    "picture.legend_cards": ("Kaarten: wat er van een onderdeel bekend is", "Cards: what is known of an element"),
    "picture.arrow": ("{id}: van {start} naar {end}: {word}", "{id}: from {start} to {end}: {word}"),
    "picture.count": ("{word} ({count:n})", "{word} ({count:n})"),
    "picture.as_table": ("Hetzelfde als tabel: van – naar – oordeel", "The same as a table: from – to – verdict"),
    "picture.elements": (
        "Alle {count:n} onderdelen als tabel, met omschrijving en bron",
        "All {count:n} elements as a table, with description and source",
    ),
    "picture.value": ("{figure} in {period}", "{figure} in {period}"),
    "picture.value_part": ("{figure} in {period} ({months})", "{figure} in {period} ({months})"),
    "picture.caption_conflict": ("{title}; zie {names}", "{title}; see {names}"),
    "picture.scroll": ("Schuif opzij om alles te zien.", "Scroll sideways to see everything."),
    "element.measured": ("gemeten", "measured"),
    "element.opinion": ("alleen mening of plan", "opinion or plan only"),
    "element.proxy": ("alleen afgeleid cijfer", "indirect figure only"),
    "element.unmeasured": ("niet gemeten", "not measured"),
    "legend.measured": ("gemeten: er is een cijfer", "measured: there is a figure"),
    "legend.opinion": (
        "alleen een mening, een plan of een afgeleid cijfer; dat meet het onderdeel zelf niet",
        "only an opinion, a plan or an indirect figure; that does not measure the element itself",
    ),
    "legend.unmeasured": ("niet gemeten: er is geen cijfer", "not measured: there is no figure"),
    "letter.not_measured": ("N", "N"),
    "letter.too_early": ("V", "E"),
    "letter.insufficient_data": ("W", "F"),
    "letter.not_exercised": ("P", "P"),
    "letter.inconclusive": ("?", "?"),
    "letter.translating": ("+", "+"),
    "letter.leaning_translating": ("(+)", "(+)"),
    "letter.weak": ("½", "½"),
    "letter.stalled": ("0", "0"),
    "letter.leaning_stalled": ("(0)", "(0)"),
    "letter.contradicting": ("–", "–"),
    "letter.outcome_without_output": ("!", "!"),
    # --- 3 Outputs ---------------------------------------------------------------------------------------------
    "outputs.short": ("Output", "Output"),
    "outputs.title": ("Wat er met output, activiteit en input gebeurde", "What output, activity and input did"),
    "outputs.intro": (
        "Output is wat het programma zelf oplevert. Een hogere output zegt nog niet dat er bij mensen of bedrijven iets is "
        "veranderd. Een cijfer dat ontbreekt, staat er als ‘niet gemeld’; het telt nergens als nul.",
        "Output is what the programme itself delivers. A higher output does not yet say that anything changed for people or "
        "companies. A figure that is lacking is shown as ‘not reported’; it counts as zero nowhere.",
    ),
    "outputs.not_due": (
        "Over {periods} hoeft nog niets te zijn gemeld. Wat er al wel over is, staat in de tabel.",
        "Nothing needs to be reported for {periods} yet. What is there already stands in the table.",
    ),
    "outputs.only_parts": ("alleen per organisatie", "by organisation only"),
    "outputs.own": ("Cijfers van afzonderlijke organisaties", "Figures of separate organisations"),
    "outputs.own_intro": (
        "Deze cijfers gelden voor één organisatie. Zij zijn niet op te tellen tot een cijfer voor het geheel.",
        "These figures hold for one organisation. They cannot be added up to a figure for the whole.",
    ),
    "outputs.own_more": (
        "En nog {count:n}; alles staat in results.json.",
        "And {count:n} more; everything is in results.json.",
    ),
    "figure.none": ("geen getal", "no number"),
    "figure.not_defined": ("niet te berekenen", "cannot be computed"),
    "figure.not_aggregatable": ("niet op te tellen", "cannot be added up"),
    "growth.per_month": ("ongeveer ×{low:x} tot ×{high:x} per maand", "about ×{low:x} to ×{high:x} per month"),
    "growth.as_printed": (
        "zonder omrekenen ×{factor:x}, sinds {start}",
        "without conversion ×{factor:x}, since {start}",
    ),
    "growth.whole": ("×{factor:x}", "×{factor:x}"),
    "growth.since": ("sinds {start}", "since {start}"),
    "growth.not_possible": ("niet om te rekenen", "cannot be converted"),
    "growth.not_possible_note": (
        "{start} en {end} zijn niet even lang",
        "{start} and {end} are not equally long",
    ),
    "coverage.of": ("{reported:n} van {expected:n} {who}", "{reported:n} of {expected:n} {who}"),
    "coverage.own": ("cijfer voor het geheel; {parts}", "figure for the whole; {parts}"),
    "coverage.top": ("alleen voor het geheel gevraagd", "asked for the whole only"),
    "coverage.nobody": ("aan niemand gevraagd", "nobody is asked"),
    "coverage.weight": ("{part:p} naar gewicht", "{part:p} by weight"),
    # --- 4 Outcomes --------------------------------------------------------------------------------------------
    "outcomes.short": ("Outcome", "Outcome"),
    "outcomes.title": ("Wat er bekend is van outcome en impact", "What is known of outcome and impact"),
    "outcomes.intro": (
        "Outcome is wat er verandert bij mensen en bedrijven, impact wat de samenleving daar op lange termijn van merkt. Een "
        "vragenlijst onder deelnemers laat zien wat zij vinden of van plan zijn. Dat is iets anders dan meten wat er is "
        "veranderd.",
        "Outcome is what changes for people and companies; impact is what society notices of it in the long run. A "
        "questionnaire among participants shows what they think or intend. That is not the same as measuring what changed.",
    ),
    "outcomes.measured": ("Gemeten", "Measured"),
    "outcomes.survey": ("Wat deelnemers zeggen", "What participants say"),
    "outcomes.survey_result": ("Ervaringen en plannen", "Experiences and plans"),
    "outcomes.survey_other": ("Wie meedeed en waarom", "Who took part and why"),
    "outcomes.interval_text": ("{low} tot {high}", "{low} to {high}"),
    "outcomes.no_interval": ("geen marge: spreiding onbekend", "no margin: spread unknown"),
    "outcomes.n": ("{n:n}", "{n:n}"),
    "outcomes.n_unknown": ("niet vermeld", "not stated"),
    "outcomes.silent": ("Outcome en impact zonder meting", "Outcome and impact without measurement"),
    "outcomes.silent_none": (
        "Er is geen outcome of impact zonder cijfer.",
        "There is no outcome or impact without a figure.",
    ),
    "silent.no_indicator": (
        "Er is geen indicator: niemand heeft afgesproken hoe dit wordt gemeten.",
        "There is no indicator: nobody has agreed on how this is measured.",
    ),
    "silent.no_value": (
        "Er is wel een indicator, maar nog geen enkel cijfer.",
        "There is an indicator, but not a single figure yet.",
    ),
    "silent.only_apart": (
        "Dit is alleen per organisatie gemeten. Hieruit is geen cijfer voor het geheel te maken.",
        "This is measured for separate organisations only. No figure of the whole can be made from them.",
    ),
    "silent.proxy": (
        "Er zijn alleen afgeleide cijfers. Die meten het zelf niet.",
        "There are only indirect figures. These do not measure it.",
    ),
    "silent.not_asked": ("{names}; nu aan niemand gevraagd", "{names}; nobody is asked for it today"),
    "kind.perception": ("mening", "opinion"),
    "kind.intention": ("voornemen", "intention"),
    "kind.fact": ("feit", "fact"),
    "kind.indicative": ("indicatief", "indicative"),
    # --- 5 Targets ---------------------------------------------------------------------------------------------
    "targets.short": ("Doelen", "Targets"),
    "targets.title": ("Doelen", "Targets"),
    "targets.intro": (
        "Een cijfer telt alleen mee voor een doel als het hetzelfde telt, op dezelfde manier. Is dat niet zo, dan staat erbij "
        "waarom de vergelijking niet is gemaakt. Doelen van verschillende eigenaren staan naast elkaar en worden niet "
        "samengevoegd.",
        "A figure counts for a target only if it counts the same thing in the same way. If it does not, the reason is given. "
        "Targets of different owners stand side by side and are not merged.",
    ),
    "targets.column": ("Doel", "Target"),
    "targets.none": ("Dit model noemt geen doelen.", "This model names no targets."),
    "targets.title_of": ("{indicator}: {goal}", "{indicator}: {goal}"),
    "targets.version": (
        "Op {day} gewijzigd in {value:n}: {reason}",
        "Changed to {value:n} on {day}: {reason}",
    ),
    "targets.above": ("Nulmeting: {text}", "Baseline: {text}"),
    "targets.actual": ("{figure} in {period}", "{figure} in {period}"),
    "targets.no_actual": ("geen heel jaar gemeld", "no whole year reported"),
    "targets.not_measured": ("niet gemeten", "not measured"),
    "targets.look_alike": ("lijkt erop, telt iets anders", "looks alike, counts something else"),
    "targets.first": ("eerste doel: {goal}", "first target: {goal}"),
    "targets.current": ("huidige doel: {goal}", "current target: {goal}"),
    "basis.gross": ("alles samen (bruto)", "all together (gross)"),
    "basis.net_extra": ("wat erbij komt (netto extra)", "what is added (net extra)"),
    "basis.annual": ("per jaar", "per year"),
    "basis.cumulative": ("opgeteld sinds de start", "added up since the start"),
    "basis.mean_per_year": ("gemiddeld per jaar", "mean per year"),
    "status.reached": ("gehaald", "reached"),
    "status.past_now": ("nu boven het doel", "now past the target"),
    "status.met_now": ("haalt nu het doel", "now meets the target"),
    "status.on_path": ("op schema", "on schedule"),
    "status.behind_path": ("achter op schema", "behind schedule"),
    "status.below": ("nog niet gehaald", "not reached yet"),
    "status.missed": ("niet gehaald", "not reached"),
    "status.refused": ("niet te vergelijken", "not comparable"),
    "status.cannot_tell": ("niet te zeggen", "cannot tell"),
    "status.not_measured": ("niet gemeten", "not measured"),
    # --- Fan charts --------------------------------------------------------------------------------------------
    "fan.ahead": ("raming", "projection"),
    "fan.figure": ("cijfer", "figure"),
    "fan.partial": ("cijfer over een deel van een jaar", "figure over a part of a year"),
    "fan.whole": ("ongeveer omgerekend naar een heel jaar", "converted to a whole year (about)"),
    "fan.margin": ("marge van het cijfer (95%)", "margin of the figure (95%)"),
    "fan.path": ("pad naar het doel", "path to the target"),
    "fan.missing": ("geen bruikbaar cijfer", "no usable figure"),
    "fan.middle": ("midden van de raming", "middle of the projection"),
    "fan.bands": ("kans van 50, 80 en 95% dat het hierbinnen valt", "chance of 50, 80 and 95% that it lies within"),
    "fan.bands_cut": (
        "kans van 50, 80 en 95% dat het hierbinnen valt (de marge van 95% loopt verder door)",
        "chance of 50, 80 and 95% that it lies within (the margin of 95% goes on outside the picture)",
    ),
    "fan.end": ("{year}: {figure}", "{year}: {figure}"),
    "fan.end80": ("80% kans: {low} tot {high}", "80% chance: {low} to {high}"),
    "fan.millions": ("{value} mln", "{value} m"),
    "fan.title": ("{indicator}: {organisation}", "{indicator}: {organisation}"),
    "fan.aim": ("Doel {year}: {goal}", "Target {year}: {goal}"),
    "fan.event": ("{day}: {title}", "{day}: {title}"),
    "fan.said_figures": ("Cijfers: {figures}.", "Figures: {figures}."),
    "fan.said_missing": ("Geen bruikbaar cijfer: {years}.", "No usable figure: {years}."),
    "fan.said_ahead": (
        "Raming voor {year}: het midden is {middle}; met 80% kans ligt het van {wide}.",
        "Projection for {year}: the middle is {middle}; with a chance of 80% it lies from {wide}.",
    ),
    "fan.said_part": ("{text}.", "{text}."),
    # --- 6 The years ahead -------------------------------------------------------------------------------------
    "outlook.short": ("Raming", "Projection"),
    "outlook.title": ("Wat er de komende jaren te verwachten is", "What to expect in the years ahead"),
    "outlook.intro": (
        "Een raming is een schatting uit het verleden, met een marge. Het is geen doel en geen belofte. De raming gaat ervan uit "
        "dat het programma blijft zoals het is.",
        "A projection is an estimate from the past, with a margin. It is neither a target nor a promise. It assumes that the "
        "programme stays as it is.",
    ),
    "outlook.none": (
        "Een raming tot {years} is voor geen enkel cijfer mogelijk. Hieronder staat waarom.",
        "For no figure is a projection to {years} possible. Below it says why.",
    ),
    "outlook.chances": ("Doelen: kans dat ze gehaald worden", "Targets: chance that they are reached"),
    "outlook.chances_intro": (
        "De kans is afgerond op 5%. Waarschijnlijk is een kans van twee op drie of meer, onwaarschijnlijk een kans van één op "
        "drie of minder.",
        "The chance is rounded to 5%. Likely is a chance of two in three or more, unlikely a chance of one in three or less.",
    ),
    "outlook.part_chances": (
        "{organisation}: {count:n} {count:plural|doel|doelen}",
        "{organisation}: {count:n} {count:plural|target|targets}",
    ),
    "outlook.goal": ("{goal} in {year}", "{goal} in {year}"),
    "outlook.chance": ("{chance:about}", "{chance:about}"),
    "outlook.chance_of": ("{chance} ({goal})", "{chance} ({goal})"),
    "outlook.no_extra": ("geen", "none"),
    "outlook.points": ("{sign}{value} procentpunt", "{sign}{value} percentage points"),
    "outlook.courses": ("Raming per cijfer", "Projection of each figure"),
    "outlook.as_table": ("De raming als tabel", "The projection as a table"),
    "outlook.parts": ("Raming per organisatie", "Projection by organisation"),
    "outlook.parts_intro": (
        "Elk plaatje heeft zijn eigen schaal: kijk naar de vorm, en lees de getallen ernaast.",
        "Each small chart has its own scale: look at the shape, and read the figures beside it.",
    ),
    "outlook.parts_of": (
        "{indicator}: {count:n} {count:plural|organisatie|organisaties}",
        "{indicator}: {count:n} {count:plural|organisation|organisations}",
    ),
    "outlook.parts_more": (
        "En nog {count:n}; alles staat in results.json.",
        "And {count:n} more; everything is in results.json.",
    ),
    "outlook.parts_silent": (
        "Voor {count:n} andere {count:plural|organisatie|organisaties} is geen raming mogelijk.",
        "For {count:n} other {count:plural|organisation|organisations} no projection is possible.",
    ),
    "outlook.unforeseen": (
        "Cijfers zonder raming ({count:n})",
        "Figures without a projection ({count:n})",
    ),
    "outlook.methods": (
        "Andere manieren van rekenen, naast elkaar",
        "Other ways of reckoning, side by side",
    ),
    "outlook.methods_intro": (
        "Deze manieren zijn elders in gebruik. Zij geven geen marge en spreken elkaar vaak tegen. Daarom staan ze naast elkaar.",
        "These ways are in use elsewhere. They give no margin and often contradict each other. That is why they stand side by "
        "side.",
    ),
    "outlook.methods_all": (
        "Alle {count:n} manieren zeggen: het doel wordt gehaald.",
        "All {count:n} ways say: the target is reached.",
    ),
    "outlook.methods_none": (
        "Alle {count:n} manieren zeggen: het doel wordt niet gehaald.",
        "All {count:n} ways say: the target is not reached.",
    ),
    "outlook.methods_differ": (
        "De manieren spreken elkaar tegen: {yes:n} van de {count:n} {yes:plural|zegt|zeggen} dat het doel wordt gehaald.",
        "The ways contradict each other: {yes:n} of {count:n} {yes:plural|says|say} that the target is reached.",
    ),
    "outlook.methods_few": (
        "Er zijn te weinig cijfers om manieren te vergelijken.",
        "There are too few figures to compare ways.",
    ),
    "outlook.event": (
        "Op {day} verandert iets: {title}. Dat is voordat {count:n} van deze {all:n} doelen gehaald moeten zijn.",
        "On {day} something changes: {title}. That is before {count:n} of these {all:n} targets are due.",
    ),
    "outlook.event_reckoned": (
        "Op {day} verandert iets: {title}. Dat is voordat {count:n} van deze {all:n} doelen gehaald moeten zijn. De kansen hierboven "
        "rekenen daar niet mee.",
        "On {day} something changes: {title}. That is before {count:n} of these {all:n} targets are due. The chances above do not "
        "take that into account.",
    ),
    "outlook.past": ("Hoe goed waren eerdere ramingen?", "How good were earlier projections?"),
    "outlook.past_table": ("Per aantal jaren vooruit en per cijfer", "By years ahead and by figure"),
    "outlook.ratio": ("{ratio:p} van de groei die nodig is", "{ratio:p} of the growth needed"),
    "reaches.yes": ("haalt het wel", "reaches it"),
    "reaches.no": ("haalt het niet", "does not reach it"),
    "reaches.unknown": ("niet te zeggen", "cannot tell"),
    "method_name.growth_rate_ratio": (
        "Groei tot nu naast de groei die nodig is",
        "Growth so far beside the growth needed",
    ),
    "method_name.growth_rate_ratio_recent": (
        "Groei van de laatste jaren naast de groei die nodig is",
        "Growth of the last years beside the growth needed",
    ),
    "method_name.exponential_trend": ("Elk jaar hetzelfde percentage erbij", "The same percentage each year"),
    "method_name.least_squares": ("Rechte lijn langs alle cijfers", "Straight line along all figures"),
    "method_name.last_two": ("Rechte lijn door de laatste twee", "Straight line through the last two"),
    "method_name.last_value": ("Het laatste cijfer blijft zo", "The last figure stays as it is"),
    "method_name.reference_theta": ("Theta-methode", "Theta method"),
    "method_name.reference_ses": ("Gewogen gemiddelde van het verleden", "Simple exponential smoothing"),
    "method_name.reference_damped": ("Trend die langzaam afvlakt", "Damped trend"),
    "method_name.pooled_trends": (
        "De raming van dit rapport (het midden)",
        "The projection of this report (its middle)",
    ),
    # --- 7 Links -----------------------------------------------------------------------------------------------
    "links.short": ("Verbanden", "Links"),
    "links.title": ("De verbanden, één voor één", "The links, one by one"),
    "links.intro": (
        "Een verband is een stap in de theorie: op het een zou het ander moeten volgen. Hieronder staat per verband wat de cijfers "
        "laten zien. Het oordeel komt alleen uit de cijfers; wat de theorie en de documenten zeggen, is uit te klappen.",
        "A link is a step in the theory: the one should be followed by the other. Below it says for each link what the figures show. "
        "The verdict comes from the figures only; what the theory and the documents say can be unfolded.",
    ),
    "links.group.shown": ("Aangetoond: het vervolg blijft achter", "Shown: the next step lags behind"),
    "links.group.unproven": ("Onbewezen: de cijfers laten het open", "Unproven: the figures leave it open"),
    "links.group.unmeasured": ("Niet of te weinig gemeten", "Not or too little measured"),
    "links.group.translating": ("Werkt door: het vervolg is te zien", "Translates: the next step is seen"),
    "links.group.other": ("Nog niet te beoordelen", "Cannot be judged yet"),
    "links.group_intro.shown": (
        "De output veranderde genoeg om iets te verwachten, en het vervolg bleef uit, bleef achter of ging de andere kant op.",
        "The output changed enough to expect something, and the next step did not come, lagged behind or went the other way.",
    ),
    "links.group_intro.unproven": (
        "Er is wel gemeten, maar te onzeker voor een vast oordeel. Dat is geen slecht nieuws en ook geen goed nieuws.",
        "There are figures, but too uncertain for a firm verdict. This is no bad news and no good news either.",
    ),
    "links.group_intro.unmeasured": (
        "Er ontbreekt een cijfer aan het begin of aan het eind, of er zijn te weinig cijfers. Of het vervolg kwam, weet niemand: het "
        "meten schiet tekort, en over de theorie zegt dat niets.",
        "A figure is lacking at the start or at the end, or there are too few figures. Whether the next step came, nobody knows: "
        "measurement falls short, and that says nothing of the theory.",
    ),
    "links.group_intro.translating": (
        "Het begin en het vervolg bewegen samen zoals verwacht. Dat is nog geen bewijs dat het een door het ander komt.",
        "The start and the next step move together as expected. That is no proof yet that the one is due to the other.",
    ),
    "links.group_intro.other": (
        "Het is te vroeg, de output veranderde te weinig om iets te verwachten (dan is het verband ‘niet op de proef gesteld’), of er "
        "speelt iets anders mee.",
        "It is too early, the output changed too little to expect anything (the link is then ‘not put to the test’), or something else is "
        "going on.",
    ),
    "links.list.red": (
        "Rode lijst (hier blijft het vervolg zeker genoeg achter om het te noemen): {links}. Van {count:plural|dit ene verband|deze {count:n} verbanden} {count:plural|is|zijn} er naar verwachting hooguit {wrong} ten onrechte genoemd.",
        "Red list (here the next step surely enough lags behind to be named): {links}. Of {count:plural|this one link|these {count:n} links} at most {wrong} {count:plural|is|are} expected to be named wrongly.",
    ),
    "links.list.watch": (
        "Volglijst, met minder zekerheid: {links}. Van {count:plural|dit ene verband|deze {count:n} verbanden} {count:plural|is|zijn} er naar verwachting hooguit {wrong} ten onrechte genoemd.",
        "Watch list, with less certainty: {links}. Of {count:plural|this one link|these {count:n} links} at most {wrong} {count:plural|is|are} expected to be named wrongly.",
    ),
    "links.list.translating": (
        "Zeker genoeg om te noemen: {links}. Van {count:plural|dit ene verband|deze {count:n} verbanden} {count:plural|is|zijn} er naar verwachting hooguit {wrong} ten onrechte genoemd.",
        "Certain enough to name: {links}. Of {count:plural|this one link|these {count:n} links} at most {wrong} {count:plural|is|are} expected to be named wrongly.",
    ),
    "links.about": ("ongeveer {wrong}", "about {wrong}"),
    "links.hardly": ("0,1", "0.1"),
    "listed.red": ("rode lijst", "red list"),
    "listed.watch": ("volglijst", "watch list"),
    "relation.funnel": ("stap in een trechter", "step in a funnel"),
    "relation.proxy": ("afgeleid cijfer", "indirect figure"),
    "links.fact.proxy": ("Let op", "Beware"),
    "links.fact.expected": ("Afgesproken", "Agreed"),
    "links.fact.rests_on": ("Rust op", "Rests on"),
    "links.fact.failure": ("Wat er aan de hand is", "What is the matter"),
    "links.fact.usual": ("De gewone regel", "The usual rule"),
    "links.story": ("Wat achter dit oordeel zit", "What stands behind this verdict"),
    "usual.answer": ("zou zeggen: {answer}.", "would say: {answer}."),
    "links.more": ("Wat de theorie en de documenten zeggen", "What the theory and the documents say"),
    "links.theory": ("De theorie", "The theory"),
    "links.documents": ("De documenten", "The documents"),
    "links.proxy_opinion": (
        "Een mening staat hier voor een verandering. Wie iets goed vindt, hoeft zelf nog niets te hebben veranderd.",
        "An opinion stands for a change here. Who finds something good need not have changed anything.",
    ),
    "links.proxy": (
        "Een ander cijfer staat hier voor wat eigenlijk gemeten moet worden.",
        "Another figure stands for what should really be measured here.",
    ),
    "usual.differs": ("Dat is anders dan ons oordeel.", "That differs from our verdict."),
    "rests_on.parts": (
        "{count:n} {who}, {periods} ({figures:n} cijfers)",
        "{count:n} {who}, {periods} ({figures:n} figures)",
    ),
    "rests_on.own": ("de eigen cijfers over {periods}", "its own figures of {periods}"),
    "expected.elasticity": (
        "bij 10% meer ‘{start}’ hoort {change} ‘{end}’.",
        "10% more ‘{start}’ goes with {change} ‘{end}’.",
    ),
    "expected.percent_up": ("{value:n}% meer", "{value:n}% more"),
    "expected.percent_down": ("{value:n}% minder", "{value:n}% less"),
    "expected.per_doubling": (
        "bij een verdubbeling van ‘{start}’ hoort {change} voor ‘{end}’.",
        "a doubling of ‘{start}’ goes with {change} for ‘{end}’.",
    ),
    "expected.saturation": (
        "‘{end}’ loopt met ‘{start}’ op tot hoogstens {most}; de helft is er bij {half} van ‘{start}’.",
        "‘{end}’ rises with ‘{start}’ to {most} at most; half of that is there at {half} of ‘{start}’.",
    ),
    "expected.conversion": (
        "bij elke {many:n} van ‘{start}’ {value:plural|hoort|horen} er {value:n} van ‘{end}’.",
        "with every {many:n} of ‘{start}’ {value:plural|goes|go} {value:n} of ‘{end}’.",
    ),
    "expected.target": (
        "als ‘{start}’ {factor:n} keer zo groot wordt, gaat ‘{end}’ van {low} naar {high}.",
        "when ‘{start}’ becomes {factor:n} times as large, ‘{end}’ goes from {low} to {high}.",
    ),
    "expected.mic": (
        "een verandering van minder dan {change} bij ‘{end}’ is niet de moeite waard.",
        "a change of less than {change} in ‘{end}’ is not worth the effort.",
    ),
    "expected.defaulted": (
        "niets over hoeveel er te zien moet zijn. Daarom is gerekend met de kleinste verandering die ertoe doet: {change}.",
        "nothing on how much should be seen. So the smallest change that matters was used: {change}.",
    ),
    "change.points": ("{size} procentpunt", "{size} percentage points"),
    "change.score": ("{size} punt", "{size} points"),
    "ratio.words": (
        "Van wat was verwacht, is ongeveer {value:p} te zien; met 90% zekerheid ligt het van {low:p} tot {high:p}. De kans dat het "
        "minstens {kappa:p} is: {chance:chance}.",
        "Of what was expected about {value:p} is seen; with 90% certainty it lies from {low:p} to {high:p}. The chance that it is at "
        "least {kappa:p}: {chance:chance}.",
    ),
    "ratio.words_short": (
        "Van wat was verwacht, is ongeveer {value:p} te zien; met 90% zekerheid ligt het van {low:p} tot {high:p}.",
        "Of what was expected about {value:p} is seen; with 90% certainty it lies from {low:p} to {high:p}.",
    ),
    "ratio.said": (
        "{value:p} van het verwachte ({low:p} tot {high:p})",
        "{value:p} of what was expected ({low:p} to {high:p})",
    ),
    "ratio.chance": ("{chance:chance}", "{chance:chance}"),
    "ratio.margin": ("{low:p} tot {high:p}", "{low:p} to {high:p}"),
    "ratio.table": ("De schattingen als tabel", "The estimates as a table"),
    "column.part_seen": ("Deel van het verwachte", "Part of what was expected"),
    "column.interval90": ("Marge (90%)", "Margin (90%)"),
    "column.enough": ("Kans dat het genoeg is", "Chance that it is enough"),
    "column.visible": ("Zou opvallen vanaf", "Would show from"),
    "column.units": ("Organisaties", "Organisations"),
    "column.moments": ("Perioden", "Periods"),
    "ratio.sample": (
        "Voorbeeld: van wat was verwacht, is {value:p} te zien, met een marge van {low:p} tot {high:p}.",
        "Example: of what was expected {value:p} is seen, with a margin from {low:p} to {high:p}.",
    ),
    "ratio.legend": (
        "Hoeveel van het verwachte is te zien? Het rondje is de schatting, de dikke lijn de marge (90%). 0% is niets, 100% is zoals "
        "verwacht, links van 0% is de andere kant op. De stippellijn is de grens: daaronder is het te weinig om ‘werkt door’ te zeggen.",
        "How much of what was expected is seen? The circle is the estimate, the thick line the margin (90%). 0% is nothing, 100% is as "
        "expected, left of 0% is the other way. The dotted line is the limit: below it there is too little to say ‘translates’.",
    ),
    "next.title": ("Welke meting het meest zou vertellen", "Which measurement would tell most"),
    "next.intro": (
        "Is dit onderdeel (beter) gemeten, dan is ook iets te zeggen over de verbanden erachter. Bovenaan staat wat het meest oplevert: "
        "hoeveel verbanden dan te beoordelen zijn, en hoeveel dat uitmaakt voor de ketens waar ze in staan.",
        "Once this element is measured (better), something can also be said of the links behind it. What yields most comes first: how "
        "many links can then be judged, and how much that matters for the chains they stand in.",
    ),
    "next.routes": (
        "op {count:n} {count:plural|route|routes} door de theorie",
        "on {count:n} {count:plural|route|routes} through the theory",
    ),
    "next.again": ("er zijn cijfers, maar te weinig of te onzeker", "there are figures, but too few or too uncertain"),
    "next.again.survey": (
        "er zijn cijfers, maar te weinig mensen antwoordden",
        "there are figures, but too few people answered",
    ),
    "next.again.units": (
        "er zijn cijfers, maar van te weinig organisaties",
        "there are figures, but of too few organisations",
    ),
    "next.again.pairs": (
        "er zijn cijfers, maar over te weinig jaren",
        "there are figures, but of too few years",
    ),
    "next.again.degrees": (
        "er zijn cijfers, maar te weinig om toeval van verandering te onderscheiden",
        "there are figures, but too few to tell chance from change",
    ),
    "next.again.reliability": (
        "er zijn cijfers, maar te onzekere",
        "there are figures, but too uncertain ones",
    ),
    "next.again.output_still": (
        "er zijn cijfers, maar die veranderden niet of overal evenveel",
        "there are figures, but these did not change, or everywhere by as much",
    ),
    "next.around.whole": (
        "alle andere verbanden op zo’n route werken door: deze meting beslist of de keten sluit",
        "all other links on such a route translate: this measurement decides whether the chain holds",
    ),
    "next.around.alone": (
        "zo’n route is niet langer dan dit: andere verbanden zijn er niet",
        "such a route is no longer than this: there are no other links",
    ),
    "next.around.none": (
        "op geen enkele route door de theorie",
        "on no route through the theory",
    ),
    "next.around.open": (
        "op die route is ook nog iets anders open",
        "on that route something else is open as well",
    ),
    "next.around.broken": (
        "de keten breekt daar hoe dan ook al, bij {links}",
        "the chain breaks there in any case, at {links}",
    ),
    "links.equally": (
        "Waar organisaties naast elkaar staan, telt elke {one} even zwaar, en tellen alleen {many} mee met cijfers aan het begin én aan het "
        "eind. De tabellen van output en outcome tellen alles op; daarom staan daar andere getallen.",
        "Where organisations stand side by side, each {one} counts equally, and only {many} with figures at the start and at the end do. The "
        "tables of output and outcome add everything up; that is why the numbers there differ.",
    ),
    "links.allowed.title": ("Zo mag u het opschrijven", "How you may write it"),
    "links.allowed.contribution": (
        "Over {link} mag u schrijven: ‘Waar het cijfer “{start}” steeg, steeg ook het cijfer “{end}”. Dat past bij een bijdrage van het "
        "programma.’ Schrijf niet: ‘“{start}” heeft de stijging van “{end}” veroorzaakt.’",
        "Of {link} you may write: ‘Where the figure “{start}” rose, the figure “{end}” rose too. That fits a contribution of the programme.’ Do not "
        "write: ‘“{start}” caused the rise of “{end}”.’",
    ),
    "links.allowed.contribution_down": (
        "Over {link} mag u schrijven: ‘Waar het cijfer “{start}” steeg, daalde het cijfer “{end}”. Dat past bij een bijdrage van het "
        "programma.’ Schrijf niet: ‘“{start}” heeft de daling van “{end}” veroorzaakt.’",
        "Of {link} you may write: ‘Where the figure “{start}” rose, the figure “{end}” fell. That fits a contribution of the programme.’ Do not write: "
        "‘“{start}” caused the fall of “{end}”.’",
    ),
    "links.allowed.association": (
        "Over {link} mag u schrijven: ‘De cijfers “{start}” en “{end}” gingen samen omhoog.’ Schrijf niet: ‘“{start}” heeft de stijging "
        "van “{end}” veroorzaakt.’",
        "Of {link} you may write: ‘The figures “{start}” and “{end}” went up together.’ Do not write: ‘“{start}” caused the rise of "
        "“{end}”.’",
    ),
    "links.allowed.association_down": (
        "Over {link} mag u schrijven: ‘Het cijfer “{start}” steeg terwijl het cijfer “{end}” daalde.’ Schrijf niet: ‘“{start}” heeft de daling van "
        "“{end}” veroorzaakt.’",
        "Of {link} you may write: ‘The figure “{start}” rose while the figure “{end}” fell.’ Do not write: ‘“{start}” caused the fall of “{end}”.’",
    ),
    "column.measure": ("Te meten", "To measure"),
    "column.opens": ("Dan te beoordelen", "Can then be judged"),
    "links.assumptions": ("Aannames", "Assumptions"),
    "links.no_assumptions": ("geen genoemd", "none named"),
    "links.elsewhere": (
        "Per organisatie beoordeeld ({count:n}): {words}.",
        "Judged by organisation ({count:n}): {words}.",
    ),
    "links.claim.association": (
        "De theorie zegt dat het samengaat, niet meer dan dat.",
        "The theory says that they go together, no more than that.",
    ),
    "links.claim.contribution": ("De theorie spreekt van een bijdrage.", "The theory speaks of a contribution."),
    "links.claim.attribution": (
        "De theorie rekent het vervolg toe aan het begin, met deze vergelijking: {text}",
        "The theory attributes the one to the other, with this comparison: {text}",
    ),
    "links.undeclared": (
        "Hoe lang het mag duren en hoeveel er dan te zien moet zijn, is niet afgesproken.",
        "How long it may take and how much should then be seen has not been agreed.",
    ),
    "links.all_undeclared": (
        "Van geen enkel verband is afgesproken hoe lang het mag duren en hoeveel er dan te zien moet zijn.",
        "For no link has it been agreed how long it may take and how much should then be seen.",
    ),
    "links.no_expectation": (
        "Verwachte duur: {lag}. Hoeveel er dan te zien moet zijn, is niet afgesproken.",
        "Expected time: {lag}. How much should then be seen has not been agreed.",
    ),
    "links.no_lag": (
        "Hoeveel er te zien moet zijn, is afgesproken; hoe lang het mag duren niet.",
        "How much should be seen has been agreed; how long it may take has not.",
    ),
    "links.declared": ("Verwachte duur: {lag}.", "Expected time: {lag}."),
    "links.lag_none": ("hetzelfde jaar", "the same year"),
    "links.lag_range": ("{low:n} tot {high:n} jaar", "{low:n} to {high:n} years"),
    "links.lag": ("{low:n} jaar", "{low:n} {low:plural|year|years}"),
    "stated.supported": ("beschreven", "described"),
    "stated.partly": ("deels beschreven", "partly described"),
    "stated.not_shown": ("niet aangetoond", "not shown"),
    "stated.assumption": ("aanname, niet getoetst", "assumption, untested"),
    "stated.claim": ("beweerd", "claimed"),
    "stated.condition": ("voorwaarde, meestal niet vervuld", "condition, mostly not met"),
    "stated.interpretation": ("andere uitleg in dezelfde bron", "other explanation in the same source"),
    # --- 8 From end to end -------------------------------------------------------------------------------------
    "chains.short": ("Ketens", "Chains"),
    "chains.title": ("Van begin tot eind", "From end to end"),
    "chains.intro": (
        "Een keten is een rij verbanden, van wat erin gaat tot waar het om te doen is. Een keten is zo sterk als het zwakste "
        "verband. Hier staat waar een keten sluit, waar hij breekt en waar niemand het weet.",
        "A chain is a row of links, from what goes in to what it is all for. A chain is as strong as its weakest link. Here it says "
        "where a chain holds, where it breaks and where nobody knows.",
    ),
    "chains.none": ("Deze theorie noemt geen verbanden.", "This theory names no links."),
    "chains.routes": ("Routes door de theorie", "Routes through the theory"),
    "chains.more_routes": (
        "En nog {count:n} {count:plural|route; die staat|routes; die staan} in results.json.",
        "And {count:n} more {count:plural|route; it is|routes; these are} in results.json.",
    ),
    "chain.holds": ("sluit", "holds"),
    "chain.breaks_at": ("breekt", "breaks"),
    "chain.unknown_from": ("onbekend", "unknown"),
    "chain.unproven_at": ("onbewezen", "unproven"),
    "chain.untested": ("niet op de proef gesteld", "not put to the test"),
    "chains.ends_together": (
        "Begin en eind gingen allebei vooruit; wat daartussen gebeurt, is niet gezien.",
        "Both ends improved; what happens between them is not seen.",
    ),
    "chains.ends_apart": (
        "Begin en eind gingen niet samen vooruit.",
        "The two ends did not improve together.",
    ),
    "chains.answer.holds": ("Elk verband werkt door.", "Every link translates."),
    "chains.answer.breaks_at": (
        "Bij {at} blijft het vervolg achter ({word}).",
        "At {at} the next step lags behind ({word}).",
    ),
    "chains.answer.unknown_from": ("Vanaf {at} weet niemand het ({word}).", "From {at} on nobody knows ({word})."),
    "chains.answer.unproven_at": (
        "Bij {at} laten de cijfers het open ({word}).",
        "At {at} the figures leave it open ({word}).",
    ),
    "chains.answer.untested": (
        "Bij {at} is over het vervolg niets te zeggen, omdat het begin te weinig veranderde ({word}).",
        "At {at} nothing can be said of the next step, since the start changed too little ({word}).",
    ),
    "chains.chance_alone": ("{chance:about}", "{chance:about}"),
    "chains.chance": ("{chance:about} ({low:p} tot {high:p})", "{chance:about} ({low:p} to {high:p})"),
    "chains.chance_partly": (
        "niet te zeggen; hooguit {high:p} ({chance:about} als wat niet is gemeten een kans van 50% krijgt)",
        "cannot be told; at most {high:p} ({chance:about} if what is not measured is given a chance of 50%)",
    ),
    "chains.chance_unknown": ("niet te zeggen", "cannot be told"),
    "chains.routes_intro": (
        "De kans neemt aan dat verbanden los van elkaar werken. Daarnaast staat de laagste en de hoogste kans, hoe zij ook samenhangen.",
        "The chance assumes that links work independently of each other. Beside it stand the lowest and the highest chance, however "
        "they depend on each other.",
    ),
    "chains.in_the_end.elasticity": (
        "Bij 10% meer aan het begin hoort aan het eind {value:n}% meer, als alles gaat zoals afgesproken.",
        "10% more at the start goes with {value:n}% more at the end, if all goes as agreed.",
    ),
    "chains.in_the_end.conversion": (
        "Van elke 100 aan het begin zijn er {value:n} aan het eind, als alles gaat zoals afgesproken.",
        "Of every 100 at the start {value:n} are there at the end, if all goes as agreed.",
    ),
    "column.route": ("Route", "Route"),
    "column.holds": ("Sluit de keten?", "Does the chain hold?"),
    "column.chain_chance": ("Kans dat hij sluit", "Chance that it holds"),
    "column.weakest": ("Zwakste verband", "Weakest link"),
    "column.tells_most": ("Meten zegt het meest bij", "Measuring tells most at"),
    "matrix.title": ("Uitvoering naast resultaat", "Delivery beside result"),
    "matrix.intro": (
        "Van elk verband: liep de uitvoering, en komt het vervolg? De uitvoering is het begin van het verband. Zij loopt achter als zij "
        "haar doel miste, achterligt op het pad ernaartoe, of (zonder zo’n doel) nauwelijks veranderde of daalde. Het vervolg volgt het "
        "oordeel hierboven: het komt waar het verband doorwerkt of lijkt door te werken, het blijft achter waar dat is aangetoond, en "
        "anders is het onbekend.",
        "Of each link: did delivery go on, and does the next step come? Delivery is the start of the link. It is behind when it missed "
        "its target, lags behind the path to it, or (without such a target) hardly changed or fell. The next step follows the verdict "
        "above: it comes where the link translates or seems to, it lags behind where that is shown, and else it is unknown.",
    ),
    "delivery.on_track": ("Uitvoering loopt", "Delivery goes on"),
    "delivery.behind": ("Uitvoering loopt achter", "Delivery is behind"),
    "delivery.unknown": ("Uitvoering onbekend", "Delivery unknown"),
    "result.on_track": ("Vervolg komt", "Next step comes"),
    "result.behind": ("Vervolg blijft achter", "Next step lags behind"),
    "result.unknown": ("Vervolg onbekend", "Next step unknown"),
    "matrix.on_track.on_track": ("Zoals bedoeld, of zo lijkt het.", "As intended, or so it seems."),
    "matrix.on_track.behind": (
        "De uitvoering loopt en het vervolg blijft achter: kijk of de theorie hier klopt.",
        "Delivery goes on and the next step lags behind: see whether the theory holds here.",
    ),
    "matrix.on_track.unknown": (
        "De uitvoering loopt; of het vervolg komt, is niet te zeggen.",
        "Delivery goes on; whether the next step comes cannot be told.",
    ),
    "matrix.behind.on_track": (
        "De uitvoering loopt achter, maar het vervolg beweegt ermee mee: hier gaat het om de uitvoering, niet om de theorie.",
        "Delivery is behind, but the next step moves along with it: this is about delivery, not about the theory.",
    ),
    "matrix.behind.behind": (
        "De uitvoering loopt achter, maar veranderde genoeg om iets te verwachten; ook dat vervolg bleef achter.",
        "Delivery is behind, but changed enough to expect something; that next step lagged behind as well.",
    ),
    "matrix.behind.unknown": (
        "De uitvoering loopt achter en over het vervolg is niets te zeggen. Over de theorie zegt dit niets: lever eerst, en meet dan.",
        "Delivery is behind and nothing can be said of the next step. This says nothing of the theory: deliver first, then measure.",
    ),
    "matrix.unknown.on_track": (
        "Het vervolg komt; of de uitvoering liep zoals bedoeld, is niet te zeggen.",
        "The next step comes; whether delivery went as intended cannot be told.",
    ),
    "matrix.unknown.behind": (
        "Het vervolg blijft achter; of de uitvoering liep zoals bedoeld, is niet te zeggen.",
        "The next step lags behind; whether delivery went as intended cannot be told.",
    ),
    "matrix.unknown.unknown": ("Over beide is niets te zeggen.", "Nothing can be said of either."),
    "matrix.still": (
        "Hier veranderde de output te weinig om iets te verwachten; dat zegt niets over de theorie: {links}.",
        "Here the output changed too little to expect anything; that says nothing of the theory: {links}.",
    ),
    "matrix.lagging": (
        "Hier veranderde de output genoeg en bleef het vervolg achter: {links}.",
        "Here the output changed enough and the next step lagged behind: {links}.",
    ),
    "funnel.title": ("Trechters: hoeveel er bij elke stap doorgaan", "Funnels: how many go through at each step"),
    "funnel.intro": (
        "De balk is het deel dat doorging, met de marge (95%) als lijn. De stippellijn is wat is afgesproken. Een stap telt pas als "
        "de tijd die ervoor staat, voorbij is.",
        "The bar is the part that went through, with its margin (95%) as a line. The dotted line is what was agreed. A step counts "
        "only when the time that is meant for it is over.",
    ),
    "funnel.of": ("Van ‘{start}’ tot ‘{end}’", "From ‘{start}’ to ‘{end}’"),
    "funnel.beside_verdict": (
        "Deze tabel en het oordeel over een verband kunnen verschillen. Hier wordt geteld hoeveel er doorgaan. Het oordeel kijkt of er "
        "meer doorgaan als er meer beginnen.",
        "This table and the verdict on a link may differ. Here it is counted how many go on. The verdict looks whether more go on when "
        "more begin.",
    ),
    "funnel.through": (
        "Van elke 100 bij ‘{start}’ komen er ongeveer {value:r} tot ‘{end}’.",
        "Of every 100 at ‘{start}’ about {value:r} get as far as ‘{end}’.",
    ),
    "funnel.agreed": ("Afgesproken was {value:r}.", "Agreed was {value:r}."),
    "funnel.lost": (
        "De meesten vallen af tussen ‘{start}’ en ‘{end}’.",
        "Most are lost between ‘{start}’ and ‘{end}’.",
    ),
    "funnel.seen": ("{part:p1} (marge {low:p1} tot {high:p1})", "{part:p1} (margin {low:p1} to {high:p1})"),
    "funnel.seen_only": ("{part:p1}", "{part:p1}"),
    "funnel.none": ("nog geen cijfer", "no figure yet"),
    "funnel.as_declared": ("zoals afgesproken", "as agreed"),
    "funnel.nearly": ("bijna zoals afgesproken", "nearly as agreed"),
    "funnel.below": ("minder dan afgesproken", "less than agreed"),
    "funnel.cannot_tell": ("niet te zeggen", "cannot tell"),
    "funnel.window_open": ("tijd loopt nog", "time is still running"),
    "column.step": ("Stap", "Step"),
    "column.started": ("Begonnen", "Started"),
    "column.finished": ("Doorgegaan", "Went through"),
    "column.share": ("Deel", "Part"),
    "column.agreed": ("Afgesproken", "Agreed"),
    "parts.title": ("Het oordeel per organisatie", "The verdict by organisation"),
    "parts.intro": (
        "Elke letter is het oordeel over één verband, alleen uit de cijfers van die organisatie. Eén organisatie heeft weinig "
        "cijfers: daarom is het oordeel hier vaker open dan voor het geheel.",
        "Each letter is the verdict on one link, from the figures of that organisation only. One organisation has few figures: that "
        "is why the verdict is open here more often than for the whole.",
    ),
    "parts.differs": (
        "{organisation} krijgt bij {count:n} {count:plural|verband|verbanden} een ander antwoord dan het geheel: {links}.",
        "{organisation} has another answer than the whole on {count:n} {count:plural|link|links}: {links}.",
    ),
    "parts.silent": ("Zonder eigen cijfers over {year}: {names}.", "Without figures of their own of {year}: {names}."),
    "parts.left_out": (
        "Niet in deze tabel: {links}. Daarvan heeft geen van deze organisaties het begin én het vervolg gemeten.",
        "Not in this table: {links}. There none of these organisations measured both the start and the next step.",
    ),
    "page.more": ("en nog {count:n}; alles staat in results.json", "and {count:n} more; everything is in results.json"),
    "findings.more": (
        "En nog {count:n}; alles staat in results.json.",
        "And {count:n} more; everything is in results.json.",
    ),
    # --- 9 Assumptions -----------------------------------------------------------------------------------------
    "assumptions.short": ("Aannames", "Assumptions"),
    "assumptions.title": ("Aannames", "Assumptions"),
    "assumptions.intro": (
        "Een aanname is iets wat waar moet zijn, anders werkt de theorie niet. De status zegt wat de documenten laten zien, hoe "
        "de bron het zelf ook noemt.",
        "An assumption is something that must be true for the theory to work. The status says what the documents show, whatever "
        "the source itself calls it.",
    ),
    "assumptions.proposal": ("Voorstel van de bron:", "Proposal of the source:"),
    "assumption_kind.confirmed_by_source": ("volgens de bron bevestigd", "confirmed according to the source"),
    "assumption_kind.point_to_sharpen": (
        "volgens de bron nog aan te scherpen",
        "to be sharpened according to the source",
    ),
    "assumption_kind.condition": ("voorwaarde", "condition"),
    "assumption_kind.other": ("overig", "other"),
    # --- 10 Contradictions --------------------------------------------------------------------------------------
    "contradictions.short": ("Tegenspraken", "Contradictions"),
    "contradictions.title": ("Waar de bronnen elkaar tegenspreken", "Where the sources contradict each other"),
    "contradictions.intro": (
        "Alles wat de bronnen zeggen, blijft staan. Een vaste regel bepaalt wat telt, met de reden erbij.",
        "All that the sources say stays. A fixed rule decides what counts, with the reason beside it.",
    ),
    "contradictions.none": ("In dit model zijn geen tegenspraken vastgelegd.", "This model records no contradictions."),
    "contradictions.rule": ("Regel", "Rule"),
    "contradictions.about": ("Gaat over", "Concerns"),
    "contradictions.see": ("tegenspraak", "contradiction"),
    "contradictions.chosen": ("dit telt", "this counts"),
    "severity.A": ("A: raakt een kerncijfer", "A: touches a key figure"),
    "severity.B": ("B: raakt een definitie, eenheid of dekking", "B: touches a definition, unit or coverage"),
    "severity.C": ("C: redactioneel", "C: editorial"),
    "severity.group": ("{word} ({count:n})", "{word} ({count:n})"),
    "rule.body_over_summary": (
        "De hoofdtekst gaat voor op de samenvatting.",
        "The body of the report goes before its summary.",
    ),
    "rule.measured_over_narrative": (
        "Wat is gemeten, gaat voor op wat wordt verteld.",
        "What was measured goes before what is told.",
    ),
    "rule.keep_both_as_range": ("Beide blijven staan, als ondergrens en bovengrens.", "Both stay, as a range."),
    "rule.keep_apart": (
        "Het zijn verschillende dingen. Zij staan naast elkaar en worden niet opgeteld of vergeleken.",
        "These are different things. They stand side by side and are neither added nor compared.",
    ),
    "rule.quarantine": ("Apart gezet: wel getoond, nergens gebruikt.", "Quarantined: shown, used nowhere."),
    "rule.no_conclusion": (
        "Geen conclusie: de bronnen wijzen twee kanten op.",
        "No conclusion: the sources point both ways.",
    ),
    "rule.correct_reference": (
        "Een verschrijving in de tekst; gelezen zoals bedoeld.",
        "A slip in the text; read as meant.",
    ),
    # --- 11 Claims ----------------------------------------------------------------------------------------------
    "claims.short": ("Beweringen", "Claims"),
    "claims.title": ("Beweringen uit de rapporten, nagegaan", "Claims from the reports, checked"),
    "claims.intro": (
        "Elke zin is naast de cijfers gelegd. ‘Niet te controleren’ wil niet zeggen dat een zin onwaar is: de cijfers om dat te "
        "zien, zijn er niet.",
        "Each sentence was held against the figures. ‘Cannot be checked’ does not mean that a sentence is untrue: the figures "
        "to see it are not there.",
    ),
    "claims.none": ("In dit model zijn geen beweringen vastgelegd.", "This model records no claims."),
    "answer.supported": ("klopt", "right"),
    "answer.contradicted": ("klopt niet", "wrong"),
    "answer.unverifiable": ("niet te controleren", "cannot be checked"),
    "answer.group_supported": ("{count:n} {count:plural|zin klopt|zinnen kloppen}", "{count:n} right"),
    "answer.group_contradicted": (
        "{count:n} {count:plural|zin klopt niet|zinnen kloppen niet}",
        "{count:n} wrong",
    ),
    "answer.group_unverifiable": (
        "{count:n} {count:plural|zin is|zinnen zijn} niet te controleren",
        "{count:n} cannot be checked",
    ),
    # --- 12 Coverage -------------------------------------------------------------------------------------------
    "coverage.short": ("Dekking", "Coverage"),
    "coverage.title": ("Wie heeft wat gemeld", "Who reported what"),
    "coverage.intro": (
        "Per organisatie en per gegeven één teken voor elk jaar: {periods}. Een leeg rondje betekent dat het cijfer ontbreekt; "
        "het betekent niet nul.",
        "For each organisation and data element one sign per year: {periods}. An empty circle means that the figure is lacking; "
        "it does not mean zero.",
    ),
    "coverage.collapsed": (
        "Organisaties onder dit niveau zijn samengenomen: ‘3/8’ betekent dat 3 van de 8 hebben gemeld.",
        "Organisations below this level are taken together: ‘3/8’ means that 3 of the 8 reported.",
    ),
    "coverage.empty": ("In dit model is niemand om gegevens gevraagd.", "In this model nobody is asked for data."),
    "coverage.asked": ("gevraagd", "asked"),
    "coverage.not_asked": ("nu aan niemand gevraagd", "nobody is asked today"),
    "coverage.national": (
        "Alleen voor het geheel gevraagd: per gegeven het jaar en wat er bekend is",
        "Asked for the whole only: for each data element the year and what is known",
    ),
    "coverage.national_states": ("{period}: {state}", "{period}: {state}"),
    "coverage.word": ("{period} {state}", "{period} {state}"),
    "coverage.counted": (
        "{reported:n} van {expected:n} gemeld",
        "{reported:n} of {expected:n} reported",
    ),
    "mark.reported": ("gemeld", "reported"),
    "mark.missing": ("niet gemeld", "not reported"),
    "mark.not_due": ("nog niet aan de orde", "not due yet"),
    "mark.nobody": ("niet gevraagd", "not asked"),
    "mark.withheld": ("bekend, maar niet openbaar", "known, but not published"),
    "mark.not_applicable": ("niet van toepassing", "not applicable"),
    "mark.elsewhere": ("gemeld over een andere periode", "reported for another period"),
    # --- 13 Findings -------------------------------------------------------------------------------------------
    "findings.short": ("Model", "Model"),
    "findings.title": ("Wat beter kan aan het model en de gegevens", "What could be better in the model and its data"),
    "findings.intro": (
        "Deze punten komen uit de automatische controle. Geen ervan houdt het rapport tegen; samen laten zij zien wat nodig is "
        "om meer te kunnen zeggen.",
        "These points come from the automatic check. They do not stop the report; together they show what is needed to say more.",
    ),
    "findings.none": ("De controle vond niets.", "The check found nothing."),
    "findings.warning": ("aandachtspunt", "attention"),
    "findings.info": ("opmerking", "remark"),
    "findings.error": ("fout", "error"),
    "finding.target.not_allocated": (
        "Doelen van delen die niet optellen tot het doel van het geheel",
        "Targets of parts that do not add up to the target of the whole",
    ),
    "finding.target.over_allocated": (
        "Doelen van delen die samen meer zijn dan het doel van het geheel",
        "Targets of parts that add up to more than the target of the whole",
    ),
    "finding.cohort.differs": (
        "Organisaties die later begonnen: de nulmeting hangt af van wie meetelt",
        "Organisations that began later: the baseline depends on who counts",
    ),
    "finding.cohort.left": (
        "Organisaties met eerdere cijfers, maar niet over het laatste jaar",
        "Organisations with earlier figures, but none of the last year",
    ),
    "finding.disclosure.withheld": (
        "Cijfers die niet openbaar zijn, omdat het om weinig personen gaat",
        "Figures that are not published, because they concern few persons",
    ),
    "finding.data.falls": ("Lopende totalen die dalen", "Running totals that fall"),
    "finding.data.periods_differ": (
        "Eigen cijfer over een jaar naast de som van kortere perioden",
        "Own figure of a year beside the sum of shorter periods",
    ),
    "finding.data.not_over_yet": (
        "Cijfers over een periode die nog niet voorbij is",
        "Figures of a period that is not over yet",
    ),
    "finding.formula.periods_differ": (
        "Formules met cijfers over ongelijke perioden",
        "Formulas with figures of unequal periods",
    ),
    "finding.chain.orphan": ("Onderdelen zonder enig verband", "Elements without any link"),
    "finding.chain.no_indicator": ("Outcomes en impacts zonder indicator", "Outcomes and impacts without an indicator"),
    "finding.chain.only_proxies": ("Onderdelen met alleen afgeleide cijfers", "Elements with indirect figures only"),
    "finding.chain.skipped_level": ("Verbanden die een niveau overslaan", "Links that skip a level"),
    "finding.chain.backwards": ("Verbanden die teruggaan in de keten", "Links that go back in the chain"),
    "finding.data.n_without_survey": ("Antwoorden zonder vragenlijst", "Answers without a questionnaire"),
    "finding.link.funnel_units": ("Een trechter die twee dingen telt", "A funnel that counts two things"),
    "finding.link.no_expectation": (
        "Verbanden zonder afspraak over hoeveel er te zien moet zijn",
        "Links without agreement on how much should be seen",
    ),
    "finding.link.no_lag": (
        "Verbanden zonder afspraak over hoe lang het mag duren",
        "Links without agreement on how long it may take",
    ),
    "finding.indicator.no_means": (
        "Indicatoren zonder afspraak over hoe zij worden gemeten",
        "Indicators without agreement on how they are measured",
    ),
    "finding.target.no_baseline": ("Doelen zonder nulmeting", "Targets without a baseline"),
    "finding.growth.partial": ("Groei over een deel van een jaar", "Growth over a part of a year"),
    "finding.growth.partial_not_annualisable": (
        "Verschillen tussen ongelijke perioden die niet zijn om te rekenen",
        "Differences between unequal periods that cannot be converted",
    ),
    "finding.gap.outputs_rose": (
        "Output nam toe, outcome is niet gemeten",
        "Output rose, outcome is not measured",
    ),
    "finding.gap.silent_organisation": (
        "Organisaties van wie geen enkel gevraagd cijfer bekend is",
        "Organisations of which no figure that was asked for is known",
    ),
    "finding.data.conflict": (
        "Cijfers die elkaar tegenspreken, zonder keuze",
        "Figures that contradict each other, no choice made",
    ),
    "finding.data.corrected": ("Later gecorrigeerde cijfers", "Figures corrected later"),
    "finding.data.parts_differ": ("Delen die niet optellen tot het totaal", "Parts that do not add up to the total"),
    "finding.data.reconciliation": (
        "Eigen opgave naast de som van de delen",
        "Own figure beside the sum of the parts",
    ),
    "finding.data.known_later": ("Rijen die pas later bekend werden", "Rows that became known later"),
    "finding.projection.not_reconciled": (
        "Ramingen van delen en geheel die niet hoeven op te tellen",
        "Projections of parts and whole that need not add up",
    ),
    "finding.value.part_exceeds_whole": ("Delen die groter zijn dan het geheel", "Parts larger than the whole"),
    # --- 14 Method ---------------------------------------------------------------------------------------------
    "method.short": ("Verantwoording", "Method"),
    "method.title": ("Verantwoording", "Method and data"),
    "method.reading": ("Hoe u dit rapport leest", "How to read this report"),
    "method.data": ("Waar het op rust", "What it rests on"),
    "method.documents": ("Bronnen", "Sources"),
    "method.glossary": ("Begrippen", "Terms"),
    "reading.missing": ("Ontbreken is niet nul", "Missing is not zero"),
    "reading.missing_text": (
        "Een cijfer dat er niet is, staat er als ‘niet gemeld’. Het telt nergens mee als nul, en een gemelde nul blijft een nul.",
        "A figure that is not there is shown as ‘not reported’. It counts as zero nowhere, and a reported zero stays a zero.",
    ),
    "reading.partial": ("Een deel van een jaar", "A part of a year"),
    "reading.partial_text": (
        "Een cijfer over een paar maanden is niet zomaar te vergelijken met een heel jaar. Waar het kan, staat de groei per "
        "maand erbij, met een ondergrens en een bovengrens.",
        "A figure over a few months cannot simply be compared with a whole year. Where possible the growth per month is given, "
        "with a lower and an upper bound.",
    ),
    "reading.survey": ("Marge bij vragenlijsten", "Margin of questionnaires"),
    "reading.survey_text": (
        "De marge (95%) is berekend volgens Wilson. Die marge gaat alleen over toeval. Wie antwoordde en wie niet, zit er niet "
        "in; daarom staat er ‘indicatief’ als dat onbekend is.",
        "The margin (95%) is computed according to Wilson. It covers chance only. Who answered and who did not is not in it; "
        "that is why ‘indicative’ is added where this is unknown.",
    ),
    "reading.target": ("Doelen", "Targets"),
    "reading.target_text": (
        "‘Extra’ is iets anders dan ‘alles samen’. Een bruto aantal staat daarom nooit als voortgang naast een doel dat netto "
        "extra telt.",
        "‘Extra’ is not the same as ‘all together’. That is why a gross number is never shown as progress towards a target that "
        "counts net extra.",
    ),
    "reading.ahead": ("Ramingen", "Projections"),
    "reading.ahead_text": (
        "Een raming laat zien waar een cijfer kan uitkomen. In de donkerste baan van de grafiek ligt het met 50% kans, in de "
        "middelste met 80% en in de lichtste met 95%. Hoe minder cijfers er zijn, hoe breder de banen.",
        "A projection shows where a figure may end up. It lies in the darkest band of the chart with a chance of 50%, in the "
        "middle one with 80% and in the lightest with 95%. The fewer figures there are, the wider the bands.",
    ),
    "reading.link": ("Woorden over verbanden", "Words about links"),
    "reading.link_text": (
        "Dit rapport zegt nergens dat het een door het ander komt. Daarvoor is een vergelijking nodig met wat er zonder het "
        "programma was gebeurd. ‘Niet gemeten’ is geen slecht nieuws over het resultaat: het betekent dat niemand het weet.",
        "This report nowhere says that one thing is due to another. That takes a comparison with what would have happened "
        "without the programme. ‘Not measured’ is no bad news about the result: it means that nobody knows.",
    ),
    "reading.quarantine": ("Apart gezet", "Quarantined"),
    "reading.quarantine_text": (
        "Een cijfer dat apart is gezet, is niet te vertrouwen of niet te plaatsen. Het staat in de tabel en wordt nergens mee "
        "gerekend.",
        "A figure that is quarantined cannot be trusted or placed. It is in the table and is used in no computation.",
    ),
    "method.model": ("Model", "Model"),
    "method.model_hash": ("Controlegetal van het model (SHA-256)", "Hash of the model (SHA-256)"),
    "method.data_hash": ("Controlegetal van de gegevens (SHA-256)", "Hash of the data (SHA-256)"),
    "method.no_hash": ("niet vastgelegd", "not recorded"),
    "method.seed": ("Startgetal voor toevalsgetallen", "Seed for everything random"),
    "method.engine": ("Versie van de rekenmodule", "Version of the engine"),
    "method.rows": ("Rijen met gegevens", "Rows of data"),
    "method.rows_text": (
        "{rows:n} {rows:plural|rij|rijen}; {values:n} {values:plural|waarde|waarden} gemeld, {missing:n} niet gemeld",
        "{rows:n} {rows:plural|row|rows}; {values:n} {values:plural|value|values} reported, {missing:n} not reported",
    ),
    "method.known_on": ("bekend sinds {day}", "known since {day}"),
    "term.input": ("Input", "Input"),
    "term.input_text": ("Wat erin gaat: geld, tijd, mensen, kennis.", "What goes in: money, time, people, knowledge."),
    "term.activity": ("Activiteit", "Activity"),
    "term.activity_text": ("Wat het programma doet.", "What the programme does."),
    "term.output": ("Output", "Output"),
    "term.output_text": (
        "Wat het programma zelf oplevert, zoals een module, een lab of het aantal bereikte bedrijven.",
        "What the programme itself delivers, such as a module, a lab or the number of companies reached.",
    ),
    "term.outcome": ("Outcome", "Outcome"),
    "term.outcome_text": (
        "Wat er verandert bij mensen, scholen en bedrijven.",
        "What changes for people, schools and companies.",
    ),
    "term.impact": ("Impact", "Impact"),
    "term.impact_text": (
        "Wat de samenleving er op lange termijn van merkt.",
        "What society notices of it in the long run.",
    ),
    "term.link": ("Verband", "Link"),
    "term.link_text": (
        "Een stap in de theorie: op het een zou het ander moeten volgen.",
        "A step in the theory: the one should be followed by the other.",
    ),
    "term.indicator": ("Indicator", "Indicator"),
    "term.indicator_text": (
        "De afspraak hoe een onderdeel wordt gemeten.",
        "The agreement on how an element is measured.",
    ),
    "term.proxy": ("Afgeleid cijfer", "Indirect figure"),
    "term.proxy_text": (
        "Een cijfer dat iets over een onderdeel zegt, maar het niet meet. Een voornemen is zo’n cijfer.",
        "A figure that says something about an element but does not measure it. An intention is such a figure.",
    ),
    "term.assumption": ("Aanname", "Assumption"),
    "term.assumption_text": (
        "Iets wat waar moet zijn, anders werkt de theorie niet.",
        "Something that must be true for the theory to work.",
    ),
    "term.claim": ("Bewering", "Claim"),
    "term.claim_text": (
        "Een zin uit een rapport die naast de cijfers is gelegd.",
        "A sentence from a report held against the figures.",
    ),
    "term.baseline": ("Nulmeting", "Baseline"),
    "term.baseline_text": (
        "De stand waar vooruitgang vanaf wordt geteld.",
        "The level from which progress is counted.",
    ),
    "term.gross": ("Bruto en netto extra", "Gross and net extra"),
    "term.gross_text": (
        "Bruto telt alles. Netto extra telt alleen wat erbij kwam boven een nulmeting.",
        "Gross counts everything. Net extra counts only what was added above a baseline.",
    ),
    "term.coverage": ("Dekking", "Coverage"),
    "term.coverage_text": (
        "Hoeveel organisaties hebben gemeld, van alle die hadden moeten melden.",
        "How many organisations reported, of all that should have.",
    ),
    "term.tested": ("Op de proef gesteld", "Put to the test"),
    "term.tested_text": (
        "De output veranderde genoeg om bij het vervolg iets te mogen verwachten. Is dat niet zo, dan zeggen de cijfers niets over het "
        "verband, ook niets slechts.",
        "The output changed enough to expect something of the next step. If it did not, the figures say nothing of the link, nothing bad "
        "either.",
    ),
    "term.red_list": ("Rode lijst", "Red list"),
    "term.red_list_text": (
        "De verbanden waar het vervolg volgens de cijfers achterblijft, en die samen zeker genoeg zijn om te noemen. Van alle verbanden op "
        "de lijst is er naar verwachting hooguit één op de tien ten onrechte genoemd.",
        "The links where by the figures the next step lags behind, and that together are certain enough to be named. Of all links on the "
        "list at most one in ten is expected to be named wrongly.",
    ),
    "term.indicative": ("Indicatief", "Indicative"),
    "term.indicative_text": (
        "Onbekend is voor wie het cijfer geldt; lees het als een aanwijzing.",
        "It is unknown for whom the figure holds; read it as an indication.",
    ),
    # --- Column names ------------------------------------------------------------------------------------------
    "column.link": ("Verband", "Link"),
    "column.from": ("Van", "From"),
    "column.to": ("Naar", "To"),
    "column.verdict": ("Oordeel", "Verdict"),
    "column.why": ("Waarom", "Why"),
    "column.element": ("Onderdeel", "Element"),
    "column.level": ("Niveau", "Level"),
    "column.known": ("Wat er bekend is", "What is known"),
    "column.links": ("Verbanden", "Links"),
    "column.indicator": ("Indicator", "Indicator"),
    "column.period": ("Periode", "Period"),
    "column.value": ("Waarde", "Value"),
    "column.growth": ("Groei", "Growth"),
    "column.coverage": ("Dekking", "Coverage"),
    "column.remarks": ("Let op", "Beware"),
    "column.source": ("Bron", "Source"),
    "column.organisation": ("Organisatie", "Organisation"),
    "column.answer": ("Antwoord", "Answer"),
    "column.interval": ("Marge (95%)", "Margin (95%)"),
    "column.interval80": ("Marge (80%)", "Margin (80%)"),
    "column.n": ("Antwoorden (n)", "Answers (n)"),
    "column.kind": ("Soort", "Kind"),
    "column.goal": ("Doel", "Target"),
    "column.last": ("Laatste cijfer", "Last figure"),
    "column.chance": ("Kans", "Chance"),
    "column.pace_seen": ("Tempo tot nu, per jaar", "Pace so far, per year"),
    "column.pace_needed": ("Tempo nodig, per jaar", "Pace needed, per year"),
    "column.extra": ("Extra nodig, per jaar", "Extra needed, per year"),
    "column.chance_target": ("Kans op het doel", "Chance of the target"),
    "column.interval50": ("Marge (50%)", "Margin (50%)"),
    "column.course": ("Verloop", "Course"),
    "column.method": ("Manier van rekenen", "Way of reckoning"),
    "column.result": ("Resultaat", "Result"),
    "column.compared": ("Cijfer ernaast", "Figure beside it"),
    "column.progress": ("Voortgang", "Progress"),
    "column.status": ("Status", "Status"),
    "column.theory": ("Wat de theorie verwacht", "What the theory expects"),
    "column.figures": ("Wat de cijfers laten zien", "What the figures show"),
    "column.documents": ("Wat de documenten zeggen", "What the documents say"),
    "column.assumption": ("Aanname", "Assumption"),
    "column.note": ("Toelichting", "Explanation"),
    "column.claim": ("De zin", "The sentence"),
    "column.year": ("Jaar", "Year"),
    "column.ahead": ("Vooruit", "Ahead"),
    "column.within80": ("Binnen marge van 80%", "Within 80% margin"),
    "column.fits": ("Past bij aandeel van", "Fits a share of"),
    "column.within95": ("Binnen marge van 95%", "Within 95% margin"),
    "column.relative": ("Fout, naast ‘blijft gelijk’", "Error, beside ‘stays the same’"),
    "column.middle": ("Midden", "Middle"),
    "column.basis": ("Telt", "Counts"),
    # --- Sources -----------------------------------------------------------------------------------------------
    "source.line": ("{publisher} ({document}), regel {lines}", "{publisher} ({document}), line {lines}"),
    "source.lines": ("{publisher} ({document}), regels {lines}", "{publisher} ({document}), lines {lines}"),
    "source.document": ("{publisher} ({document})", "{publisher} ({document})"),
    "source.none": ("geen document genoemd", "no document named"),
    "source.rows": ("{count:n} rijen: {rows}{more}", "{count:n} rows: {rows}{more}"),
    "source.rows_more": (" en nog {count:n}", " and {count:n} more"),
    "source.row": ("rij {row}", "row {row}"),
}


def label(code: str, language: str, **values: Any) -> str:
    """Return the fixed word or template ``code`` in one language, filled with ``values``.

    Raises:
        KeyError: there is no such label, or a value that it needs is not given.
    """
    dutch, english = LABELS[code]
    template = english if language == "en" else dutch
    return fill(template, language, **values)


def month(day: date, language: str) -> str:
    """Write the month of a day: ``juli 2023``."""
    return str(format_date(day, format="MMMM y", locale=LOCALES[language]))


def label_or(code: str, other: str | Text, language: str) -> str:
    """Return the fixed word ``code``, or ``other`` where no such word exists."""
    if code in LABELS:
        return label(code, language)
    return other[language] if isinstance(other, Text) else other
