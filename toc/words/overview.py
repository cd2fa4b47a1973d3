"""Sentences on what links say together, and on what stands behind one verdict."""

from __future__ import annotations

OVERVIEW_SENTENCES: dict[str, tuple[str, str]] = {
    # --- Gaps and lists ----------------------------------------------------------------------------------------
    "gap_name.shown": ("aangetoond", "shown"),
    "gap_name.unproven": ("onbewezen", "unproven"),
    "gap_name.unmeasured": ("niet of te weinig gemeten", "not or too little measured"),
    "flags.title": ("Waar output niet aantoonbaar doorwerkt: {organisation}", "Where output is not shown to translate: {organisation}"),
    "flags.section.shown": (
        "Aangetoond: de output is er, de outcome blijft achter ({count:n})",
        "Shown: the output is there, the outcome lags behind ({count:n})",
    ),
    "flags.section.unproven": (
        "Onbewezen: er zijn cijfers, maar die zeggen het nog niet ({count:n})",
        "Unproven: there are figures, but they cannot tell yet ({count:n})",
    ),
    "flags.section.unmeasured": (
        "Niet gemeten: er zijn geen cijfers, of te weinig ({count:n})",
        "Unmeasured: there are no figures, or too few ({count:n})",
    ),
    "flags.none": ("geen enkel verband", "not a single link"),
    "flags.next": (
        "Meet als eerste ‘{element}’: dan {count:plural|wordt|worden} {count:n} {count:plural|verband|verbanden} te beoordelen ({links}).",
        "Measure ‘{element}’ first: that makes {count:n} {count:plural|link|links} possible to judge ({links}).",
    ),
    "flags.next_again": (
        "Meet als eerste ‘{element}’ vaker of beter: dan {count:plural|wordt|worden} {count:n} {count:plural|verband|verbanden} te beoordelen ({links}).",
        "Measure ‘{element}’ first, more often or better: that makes {count:n} {count:plural|link|links} possible to judge ({links}).",
    ),
    "flags.next_routes": (
        "Het ligt op {routes:n} van de {all:n} routes door de theorie.",
        "It lies on {routes:n} of the {all:n} routes through the theory.",
    ),
    "flags.next_others": ("Daarna: {others}.", "After that: {others}."),
    "flags.next_none": (
        "Geen enkele meting alleen is genoeg: van elk verband dat niet te beoordelen is, ontbreken beide kanten.",
        "No single measurement is enough: of every link that cannot be judged both sides are missing.",
    ),
    "flags.list.red": (
        "Op de rode lijst {count:plural|staat|staan} {count:n}: {links}. Daarvan {wrong}.",
        "On the red list {count:plural|is|are} {count:n}: {links}. Of these {wrong}.",
    ),
    "flags.list.watch": (
        "Om in de gaten te houden: {links} ({count:n}). Daarvan {wrong}.",
        "To keep an eye on: {links} ({count:n}). Of these {wrong}.",
    ),
    "flags.wrong": (
        "is naar verwachting hoogstens ongeveer {wrong:r} ten onrechte genoemd",
        "at most about {wrong:r} is expected to be named wrongly",
    ),
    "flags.wrong_hardly": (
        "is naar verwachting vrijwel geen enkel ten onrechte genoemd",
        "hardly any is expected to be named wrongly",
    ),
    "flags.rest": ("Geen van deze drie: {parts}.", "None of these three: {parts}."),
    "flags.rest_part": ("{count:n} {verdict}", "{count:n} {verdict}"),
    "flags.only": ("Alleen verbanden naar het niveau ‘{level}’.", "Only links to the level ‘{level}’."),
    "flags.verdict_listed": ("{verdict} (rode lijst)", "{verdict} (red list)"),
    "flags.usual": ("gewone regel: {answer}", "usual rule: {answer}"),
    "flags.usual_note": (
        "De gewone regel zegt ‘werkt niet door’ zodra de output steeg en de outcome niet significant veranderde.",
        "The usual rule says ‘does not translate’ once output rose and the outcome did not change significantly.",
    ),
    "usual.accuses_more": (
        "Die regel wijst {count:n} {count:plural|verband|verbanden} aan waar dit niet is aangetoond ({links}).",
        "That rule points at {count:n} {count:plural|link|links} where this is not shown ({links}).",
    ),
    "usual.silent_on": (
        "Die regel heeft niets aan te merken op {count:n} {count:plural|verband|verbanden} waar volgens de cijfers het vervolg achterblijft of nog open is ({links}).",
        "That rule has no objection to {count:n} {count:plural|link|links} where by the figures the next step lags behind or is still open ({links}).",
    ),
    "usual.agrees": (
        "Hier zegt die regel nergens iets anders.",
        "Here that rule says nothing else anywhere.",
    ),
    "flags.explain": (
        "Wat achter een oordeel zit: toc explain {model} {link}",
        "What stands behind a verdict: toc explain {model} {link}",
    ),
    "flags.head_link": ("Verband", "Link"),
    "flags.head_verdict": ("Oordeel", "Verdict"),
    "flags.head_why": ("Waarom", "Why"),
    "flags.ends": ("{start} → {end}", "{start} → {end}"),
    "flags.unknown_gap": ("‘{given}’ is geen soort gat; kies uit {known}", "‘{given}’ is not a kind of gap; choose from {known}"),
    "flags.unknown_gap_near": (
        "‘{given}’ is geen soort gat; bedoelde u ‘{near}’?",
        "‘{given}’ is not a kind of gap; did you mean ‘{near}’?",
    ),
    "flags.unknown_level": (
        "‘{given}’ is geen niveau waar een verband op uitkomt; kies uit {known}",
        "‘{given}’ is not a level that a link ends in; choose from {known}",
    ),
    "flags.unknown_level_near": (
        "‘{given}’ is geen niveau waar een verband op uitkomt; bedoelde u ‘{near}’?",
        "‘{given}’ is not a level that a link ends in; did you mean ‘{near}’?",
    ),
    "flags.no_links": (
        "dit model heeft geen verbanden; er is niets te beoordelen",
        "this model has no links; there is nothing to judge",
    ),
    "flags.no_verdicts": (
        "van ‘{given}’ zijn geen verbanden beoordeeld, want er zijn geen cijfers van; wel van {known}",
        "no links of ‘{given}’ are judged, because it has no figures; there are of {known}",
    ),
    # --- What went wrong, and what the usual rule says -----------------------------------------------------------
    "failure.delivery": ("de output zelf blijft achter", "the output itself lags behind"),
    "failure.theory": ("de output is er, de outcome volgt niet", "the output is there, the outcome does not follow"),
    "failure.theory.weak": (
        "de output is er; de outcome volgt voor ongeveer {part}",
        "the output is there; the outcome follows for about {part}",
    ),
    "failure.theory.leaning": (
        "de output is er; de outcome lijkt niet genoeg te volgen",
        "the output is there; the outcome does not seem to follow enough",
    ),
    "failure.theory.worse": (
        "de output is er; de outcome werd slechter",
        "the output is there; the outcome got worse",
    ),
    "failure.theory.other_way": (
        "de output is er; de outcome ging de andere kant op dan verwacht",
        "the output is there; the outcome went the other way than expected",
    ),
    "part.tenth": ("een tiende", "a tenth"),
    "part.fifth": ("een vijfde", "a fifth"),
    "part.quarter": ("een kwart", "a quarter"),
    "part.third": ("een derde", "a third"),
    "part.half": ("de helft", "half"),
    "part.percent": ("{part:p}", "{part:p}"),
    "failure.too_early": ("het is nog te vroeg", "it is too early"),
    "failure.measurement": ("er is niet of te weinig gemeten", "nothing or too little was measured"),
    "failure.open": ("met deze cijfers nog niet te zeggen", "these figures cannot tell yet"),
    "usual.accuses": ("werkt niet door", "does not translate"),
    "usual.silent": ("niets aan te merken", "no objection"),
    "usual.none": ("zegt hier niets", "says nothing here"),
    # --- What stands behind one verdict --------------------------------------------------------------------------
    "story.seen": (
        "Van wat was verwacht, is ongeveer {value:p} te zien (marge {low:p} tot {high:p}).",
        "Of what was expected about {value:p} is seen (margin {low:p} to {high:p}).",
    ),
    "story.seen_nothing": (
        "Van wat was verwacht, is niets te zien (schatting {value:p}, marge {low:p} tot {high:p}).",
        "Of what was expected nothing is seen (estimate {value:p}, margin {low:p} to {high:p}).",
    ),
    "story.seen_against": (
        "Het ging de andere kant op dan verwacht (schatting {value:p}, marge {low:p} tot {high:p}).",
        "It went the other way than expected (estimate {value:p}, margin {low:p} to {high:p}).",
    ),
    "story.ratio": (
        "gezien is {ratio:p} van het verwachte (90%-marge {low:p} tot {high:p}); 100% is zoals verwacht, 0% is geen verandering die met de output meegaat",
        "seen is {ratio:p} of what was expected (90% margin {low:p} to {high:p}); 100% is as expected, 0% is no change that goes with the output",
    ),
    "story.below": (
        "kans dat het minder is dan {kappa:p}, het deel dat genoeg is: {p:chance}",
        "chance that it is less than {kappa:p}, the part that is enough: {p:chance}",
    ),
    "story.detectable": (
        "pas {detectable:p} van het verwachte zou met deze cijfers in 8 van de 10 gevallen opvallen",
        "only {detectable:p} of what was expected would show in these figures in 8 cases out of 10",
    ),
    "story.no_ratio": (
        "welk deel van het verwachte er is, is niet te schatten",
        "which part of what was expected is there cannot be estimated",
    ),
    "story.expected.elasticity": (
        "verwacht: {value:n}% meer outcome bij elke procent meer output",
        "expected: {value:n}% more outcome for every percent more output",
    ),
    "story.expected.per_doubling": (
        "verwacht: {size} bij elke verdubbeling van de output",
        "expected: {size} for every doubling of the output",
    ),
    "story.expected.conversion": (
        "verwacht: {value:n} erbij in de outcome voor elke eenheid output",
        "expected: {value:n} more of the outcome for every unit of output",
    ),
    "story.expected.target": (
        "verwacht: van {start:n} naar {to:n} {unit} als de output ×{factor:x} groeit",
        "expected: from {start:n} to {to:n} {unit} when the output grows ×{factor:x}",
    ),
    "story.expected.saturation": (
        "verwacht: met meer output steeds iets minder erbij, tot hoogstens {most:n} {unit}",
        "expected: with more output less and less besides, up to {most:n} {unit}",
    ),
    "story.expected.mic": (
        "verwacht: een verandering van minstens {size}",
        "expected: a change of at least {size}",
    ),
    "story.expected.default": (
        "niemand heeft gezegd hoeveel te verwachten is; gerekend is met de kleinste verandering die ertoe doet",
        "nobody declared how much to expect; the smallest change that matters is used",
    ),
    "story.expected.none": ("niemand heeft gezegd hoeveel te verwachten is", "nobody declared how much to expect"),
    "story.expected_change": (
        "bij deze verandering van de output komt dat neer op {size}",
        "with this change of the output that comes to {size}",
    ),
    "story.seen_change": (
        "gezien: {size} (90%-marge {low} tot {high})",
        "seen: {size} (90% margin {low} to {high})",
    ),
    "story.basis_own": (
        "rust op eigen cijfers over {periods} ({organisation})",
        "rests on figures of its own of {periods} ({organisation})",
    ),
    "story.basis_panel": (
        "rust op {count:n} {level} naast elkaar, {periods}; samen {figures:n} {figures:plural|cijfer|cijfers}",
        "rests on {count:n} {level} side by side, {periods}; {figures:n} {figures:plural|figure|figures} together",
    ),
    "story.left_out": (
        "maar één keer gemeten, dus een verandering is niet te berekenen: {organisations}",
        "measured only once, so no change can be computed: {organisations}",
    ),
    "story.no_figures": (
        "niet van allebei de kanten een cijfer: {organisations}",
        "no figures of both sides: {organisations}",
    ),
    "story.outlier": (
        "wijkt sterk af van de rest: {organisation} in {period}",
        "far from the rest: {organisation} in {period}",
    ),
    "story.composition": (
        "niet elk jaar gaven dezelfde organisaties cijfers: bij wie er steeds bij was is de verandering {same}, bij allen {all}",
        "not the same organisations gave figures every year: for those always there the change is {same}, for all {all}",
    ),
    "story.left": ("weggevallen: {organisations}", "no longer there: {organisations}"),
    "story.came": ("erbij gekomen: {organisations}", "new: {organisations}"),
    "story.survey.A": (
        "vragenlijst onder een steekproef met een goede respons",
        "questionnaire among a sample with a good response",
    ),
    "story.survey.B": (
        "vragenlijst onder een bekende groep, achteraf gewogen",
        "questionnaire among a known group, weighted afterwards",
    ),
    "story.survey.C": (
        "vragenlijst waarvan niet bekend is voor wie de antwoorden gelden; lees haar als een aanwijzing",
        "questionnaire of which it is unknown for whom the answers hold; read it as an indication",
    ),
    "story.survey_answered": ("{part:p1} antwoordde", "{part:p1} answered"),
    "story.survey_bounds": (
        "als wie niet antwoordde er duidelijk anders over denkt, ligt het cijfer tussen {low:r} en {high:r}",
        "if those who did not answer think clearly otherwise, the figure lies between {low:r} and {high:r}",
    ),
    "story.survey_deff": (
        "antwoorden binnen een organisatie lijken op elkaar; daarom tellen ze voor {part:p} mee",
        "answers within an organisation are alike; therefore they count for {part:p}",
    ),
    "story.survey_sd": (
        "hoe ver de antwoorden uiteenlopen is niet opgegeven; gerekend is met de gebruikelijke spreiding",
        "how far answers differ was not reported; the usual spread is used",
    ),
    "story.checks": ("hoe vast dit oordeel staat", "how firm this verdict is"),
    "story.tipping": (
        "het oordeel wordt ‘{verdict}’ als de outcome vanzelf minstens {size} per jaar schommelt",
        "the verdict becomes ‘{verdict}’ if the outcome moves by itself by at least {size} a year",
    ),
    "story.no_tipping": (
        "ook als de outcome vanzelf veel meer schommelt, blijft het oordeel hetzelfde",
        "even if the outcome moves much more by itself, the verdict stays the same",
    ),
    "story.shock": (
        "gerekend is met schommelingen van {size} per jaar, zoals opgegeven",
        "movements of {size} a year are used, as declared",
    ),
    "story.shock_assumed": (
        "gerekend is met schommelingen van {size} per jaar; dat is een aanname",
        "movements of {size} a year are used; that is an assumption",
    ),
    "story.leave_one_out": (
        "telkens zonder één organisatie is dat {low:p} tot {high:p} van het verwachte",
        "without one organisation at a time that is {low:p} to {high:p} of what was expected",
    ),
    "story.two_way": (
        "worden organisaties alleen binnen hetzelfde jaar met elkaar vergeleken, dan is dat {estimate:p} van het verwachte (90%-marge ongeveer {low:p} tot {high:p})",
        "with organisations compared only within the same year that is {estimate:p} of what was expected (90% margin about {low:p} to {high:p})",
    ),
    "story.two_way_differs": (
        "dat verschilt duidelijk: er bewoog iets in het hele programma",
        "that differs clearly: something moved in the whole programme",
    ),
    "story.lag": (
        "met {lag:n} jaar tussen output en outcome is dat {estimate:p} van het verwachte (90%-marge {low:p} tot {high:p})",
        "with {lag:n} {lag:plural|year|years} between output and outcome that is {estimate:p} of what was expected (90% margin {low:p} to {high:p})",
    ),
    "story.cap.shock": (
        "de cijfers alleen zouden zeggen ‘{verdict}’; zo’n vast woord past niet, want hoe sterk de outcome vanzelf schommelt is een aanname",
        "the figures alone would say ‘{verdict}’; so firm a word does not fit, because how much the outcome moves by itself is an assumption",
    ),
    "story.cap.placebo": (
        "de cijfers alleen zouden zeggen ‘{verdict}’; zo’n vast woord past niet, want een controle die niets had mogen laten zien, liet toch iets zien",
        "the figures alone would say ‘{verdict}’; so firm a word does not fit, because a check that should have shown nothing did show something",
    ),
    "story.cap.tier": (
        "de cijfers alleen zouden zeggen ‘{verdict}’; zo’n vast woord past niet bij zo weinig cijfers",
        "the figures alone would say ‘{verdict}’; so firm a word does not fit so few figures",
    ),
    "story.usual": (
        "de gewone regel (‘output omhoog, outcome niet significant veranderd’): {answer}; dit oordeel: {verdict}",
        "the usual rule (‘output up, outcome not significantly changed’): {answer}; this verdict: {verdict}",
    ),
    "story.failure": ("wat er aan de hand is: {failure}", "what is the matter: {failure}"),
    "story.strength": ("hoe sterk het verhaal over een bijdrage staat: {strength}", "how strong the story of a contribution is: {strength}"),
    "strength.strong": ("sterk", "strong"),
    "strength.moderate": ("redelijk", "moderate"),
    "strength.weak": ("zwak", "weak"),
    "strength.none": ("er is geen verhaal", "there is none"),
    "story.rivals": (
        "andere verklaringen die deze cijfers niet uitsluiten",
        "other explanations that these figures do not exclude",
    ),
    "rival.years": (
        "er gebeurde in dezelfde jaren nog iets anders, zoals een betere of slechtere economie",
        "something else happened in the same years, such as a better or worse economy",
    ),
    "rival.region": (
        "er speelde in sommige regio’s nog iets anders",
        "something else was going on in some regions",
    ),
    "rival.strong": (
        "sterke organisaties doen meer en doen het ook beter, los van elkaar",
        "strong organisations do more and also do better, each for its own reasons",
    ),
    "rival.answers": (
        "de vragenlijst werd door andere mensen ingevuld dan eerst",
        "other people answered the questionnaire than before",
    ),
    "explain.sources": ("staat in {sources}", "stands in {sources}"),
    # --- Summary -------------------------------------------------------------------------------------------------
    "summary.links_gaps": (
        "van {count:n} {count:plural|verband|verbanden}: {parts}",
        "of {count:n} {count:plural|link|links}: {parts}",
    ),
    "summary.links_shown": (
        "bij {count:n} is aangetoond dat output niet genoeg doorwerkt",
        "for {count:n} it is shown that output does not translate enough",
    ),
    "summary.links_unproven": ("bij {count:n} is het onbewezen", "for {count:n} it is unproven"),
    "summary.links_not_judged": (
        "{count:n} {count:plural|is|zijn} niet te beoordelen, omdat er niet of te weinig is gemeten",
        "{count:n} cannot be judged, because nothing or too little was measured",
    ),
    "summary.links_translating": (
        "{count:n} {count:plural|werkt|werken} volgens de cijfers door",
        "{count:n} {count:plural|translates|translate} by the figures",
    ),
    "summary.links_other": (
        "bij {count:n} is het te vroeg of bewoog de output niet",
        "for {count:n} it is too early or the output did not move",
    ),
    "summary.next": ("Eerst meten", "Measure first"),
    "summary.next_element": (
        "‘{element}’: dan {count:plural|wordt|worden} {count:n} {count:plural|verband|verbanden} te beoordelen",
        "‘{element}’: that makes {count:n} {count:plural|link|links} possible to judge",
    ),
}  # fmt: skip
