"""Sentences on causal links: what was seen, what it means, what should be known with it, what would be needed."""

from __future__ import annotations

VERDICT_SENTENCES: dict[str, tuple[str, str]] = {
    "verdict.outputs_rose": (
        "De output nam toe ({output}: {first:n} in {first_period}, {last:n} in {last_period}; ×{factor:x} zonder omrekenen, "
        "ongeveer ×{low:x} tot ×{high:x} per maand gerekend).",
        "Output rose ({output}: {first:n} in {first_period}, {last:n} in {last_period}; ×{factor:x} without conversion, about "
        "×{low:x} to ×{high:x} per month).",
    ),
    "verdict.outputs_rose_full": (
        "De output nam toe ({output}: {first:n} in {first_period}, {last:n} in {last_period}; ×{factor:x}).",
        "Output rose ({output}: {first:n} in {first_period}, {last:n} in {last_period}; ×{factor:x}).",
    ),
    "verdict.not_measured.outcome.no_indicator": (
        "Voor ‘{end}’ bestaat geen indicator. Of ‘{start}’ daartoe leidt, is niet te beoordelen.",
        "There is no indicator for ‘{end}’. Whether ‘{start}’ leads to it cannot be judged.",
    ),
    "verdict.not_measured.outcome.no_value": (
        "‘{end}’ heeft een indicator, maar nog geen enkel cijfer. Of ‘{start}’ daartoe leidt, is niet te beoordelen.",
        "‘{end}’ has an indicator, but not a single figure yet. Whether ‘{start}’ leads to it cannot be judged.",
    ),
    "verdict.not_measured.output.no_indicator": (
        "Voor ‘{start}’ bestaat geen indicator. Of dit leidt tot ‘{end}’, is niet te beoordelen.",
        "There is no indicator for ‘{start}’. Whether it leads to ‘{end}’ cannot be judged.",
    ),
    "verdict.not_measured.output.no_value": (
        "‘{start}’ heeft een indicator, maar nog geen enkel cijfer. Of dit leidt tot ‘{end}’, is niet te beoordelen.",
        "‘{start}’ has an indicator, but not a single figure yet. Whether it leads to ‘{end}’ cannot be judged.",
    ),
    "verdict.not_measured.both.no_indicator": (
        "‘{start}’ en ‘{end}’ zijn allebei niet gemeten. Of het een tot het ander leidt, is niet te beoordelen.",
        "Neither ‘{start}’ nor ‘{end}’ is measured. Whether the one leads to the other cannot be judged.",
    ),
    "verdict.not_measured.both.no_value": (
        "Voor ‘{start}’ en ‘{end}’ is er nog geen enkel cijfer. Of het een tot het ander leidt, is niet te beoordelen.",
        "There is not a single figure yet for ‘{start}’ and ‘{end}’. Whether the one leads to the other cannot be judged.",
    ),
    "verdict.not_measured.outcome.only_apart": (
        "‘{end}’ is alleen per organisatie gemeten; daaruit is geen cijfer voor het geheel te maken. Of ‘{start}’ daartoe leidt, is voor het geheel niet te beoordelen.",
        "‘{end}’ is measured for separate organisations only; no figure of the whole can be made from them. Whether ‘{start}’ leads to it cannot be judged for the whole.",
    ),
    "verdict.not_measured.output.only_apart": (
        "‘{start}’ is alleen per organisatie gemeten; daaruit is geen cijfer voor het geheel te maken. Of dit leidt tot ‘{end}’, is voor het geheel niet te beoordelen.",
        "‘{start}’ is measured for separate organisations only; no figure of the whole can be made from them. Whether it leads to ‘{end}’ cannot be judged for the whole.",
    ),
    "verdict.not_measured.both.only_apart": (
        "Voor ‘{start}’ en ‘{end}’ is er geen cijfer voor het geheel: er zijn hooguit cijfers per organisatie, die niet op te tellen zijn. Of het een tot het ander leidt, is voor het geheel niet te beoordelen.",
        "For ‘{start}’ and ‘{end}’ there is no figure of the whole: there are at most figures of separate organisations, which cannot be added up. Whether the one leads to the other cannot be judged for the whole.",
    ),
    "verdict.too_early": (
        "Te vroeg: van ‘{start}’ naar ‘{end}’ duurt minstens {low:n} jaar. Op zijn vroegst is dit te beoordelen met de "
        "meting over {year}.",
        "Too early: from ‘{start}’ to ‘{end}’ takes at least {low:n} {low:plural|year|years}. It can be judged at the "
        "earliest with the measurement of {year}.",
    ),
    "verdict.output_not_positive": (
        "‘{output}’ is nul of minder in een van de jaren; een groei is dan niet te berekenen.",
        "‘{output}’ is zero or less in one of the years; growth cannot be computed then.",
    ),
    "verdict.outcome_partial": (
        "‘{outcome}’ is over een deel van een jaar gemeten en niet om te rekenen; een verandering is niet te berekenen.",
        "‘{outcome}’ was measured over a part of a year and cannot be converted; a change cannot be computed.",
    ),
    "change.plain": (
        "van {first:n} ({start}) naar {last:n} {unit} ({end})",
        "from {first:n} ({start}) to {last:n} {unit} ({end})",
    ),
    "change.partial": (
        "van {first:n} ({start}) naar {last:n} {unit} ({end}; ×{factor:x} zonder omrekenen, ongeveer ×{low:x} tot ×{high:x} per maand gerekend)",
        "from {first:n} ({start}) to {last:n} {unit} ({end}; ×{factor:x} without conversion, about ×{low:x} to ×{high:x} per month)",
    ),
    # --- What was seen -----------------------------------------------------------------------------------------
    "verdict.seen.single": (
        "‘{output}’ ging {x_change}. ‘{outcome}’ ging {y_change}.",
        "‘{output}’ went {x_change}. ‘{outcome}’ went {y_change}.",
    ),
    "verdict.seen.panel": (
        "Bij {count:n} {level} ging ‘{output}’ van {begin} tot {until} gemiddeld {x_move}, en ‘{outcome}’ {y_move} (90%-marge {low} tot {high}).",
        "In {count:n} {level} ‘{output}’ went {x_move} on average from {begin} to {until}, and ‘{outcome}’ {y_move} (90% margin {low} to {high}).",
    ),
    "verdict.seen.output": (
        "Bij {count:n} {level} ging ‘{output}’ van {begin} tot {until} gemiddeld {x_move}.",
        "In {count:n} {level} ‘{output}’ went {x_move} on average from {begin} to {until}.",
    ),
    "verdict.up": ("{size} omhoog", "up by {size}"),
    "verdict.down": ("{size} omlaag", "down by {size}"),
    "verdict.level": ("niet omhoog of omlaag", "neither up nor down"),
    "verdict.up_about": ("ongeveer {size} omhoog", "up by about {size}"),
    "verdict.down_about": ("ongeveer {size} omlaag", "down by about {size}"),
    "verdict.size.percent_of": ("{size:p}", "{size:p}"),
    "verdict.size.percent_of_small": ("{size:p1}", "{size:p1}"),
    "verdict.size.points": ("{size:r} procentpunt", "{size:r} {size:plural|percentage point|percentage points}"),
    "verdict.size.score": ("{size:r} punt", "{size:r} {size:plural|point|points}"),
    "verdict.size.bare": ("{size:r}", "{size:r}"),
    "verdict.organisations": ("organisaties", "organisations"),
    "verdict.size.unit": ("{size:r} {unit}", "{size:r} {unit}"),
    "verdict.expected.single": (
        "Verwacht was {expected}; gezien is {seen} (90%-marge {low} tot {high}).",
        "Expected was {expected}; seen is {seen} (90% margin {low} to {high}).",
    ),
    "verdict.expected.panel": (
        "Verwacht was {expected}. Na aftrek van wat ook zonder het programma schommelt, is naar schatting {ratio:p} daarvan te zien (90%-marge {t_low:p} tot {t_high:p}).",
        "Expected was {expected}. After taking off what moves without the programme too, an estimated {ratio:p} of that is seen (90% margin {t_low:p} to {t_high:p}).",
    ),
    "verdict.expected.panel.against": (
        "Verwacht was {expected}. Na aftrek van wat ook zonder het programma schommelt, is daarvan niets te zien: naar schatting {ratio:p} (90%-marge {t_low:p} tot {t_high:p}).",
        "Expected was {expected}. After taking off what moves without the programme too, nothing of that is seen: an estimated {ratio:p} (90% margin {t_low:p} to {t_high:p}).",
    ),
    # --- What it means -----------------------------------------------------------------------------------------
    "verdict.translating.contribution": (
        "De kans is {q:chance} dat minstens {kappa:p} van het verwachte er is. Dat past bij een bijdrage.",
        "The chance is {q:chance} that at least {kappa:p} of what was expected is there. That is consistent with a contribution.",
    ),
    "verdict.translating.association": (
        "De kans is {q:chance} dat minstens {kappa:p} van het verwachte er is. De twee gaan samen op.",
        "The chance is {q:chance} that at least {kappa:p} of what was expected is there. The two move together.",
    ),
    "verdict.weak": (
        "Er is verandering, maar de kans is {p:chance} dat het minder dan {kappa:p} van het verwachte is: hier werkt output te zwak door in outcome.",
        "There is change, but the chance is {p:chance} that it is less than {kappa:p} of what was expected: here output translates too weakly into outcome.",
    ),
    "verdict.stalled": (
        "De kans is {p:chance} dat minder dan {kappa:p} van het verwachte er is: hier werkt output niet door in outcome.",
        "The chance is {p:chance} that less than {kappa:p} of what was expected is there: here output does not translate into outcome.",
    ),
    "verdict.contradicting": (
        "De kans is {against:chance} dat het de andere kant op gaat dan verwacht: meer van ‘{output}’ gaat samen met een slechtere stand van ‘{outcome}’.",
        "The chance is {against:chance} that it goes the other way than expected: more of ‘{output}’ goes together with a worse state of ‘{outcome}’.",
    ),
    "verdict.leaning_stalled.capped": (
        "De kans is {p:chance} dat minder dan {kappa:p} van het verwachte er is.",
        "The chance is {p:chance} that less than {kappa:p} of what was expected is there.",
    ),
    "verdict.leaning_translating.capped": (
        "De kans is {q:chance} dat minstens {kappa:p} van het verwachte er is; een bewijs is het niet.",
        "The chance is {q:chance} that at least {kappa:p} of what was expected is there; it is no proof.",
    ),
    "verdict.leaning_stalled": (
        "De kans is {p:chance} dat minder dan {kappa:p} van het verwachte er is. Dat is te weinig voor een vast oordeel.",
        "The chance is {p:chance} that less than {kappa:p} of what was expected is there. That is too little for a firm verdict.",
    ),
    "verdict.leaning_stalled.listed": (
        "De kans is {p:chance} dat minder dan {kappa:p} van het verwachte er is. Voor dit verband alleen is dat te weinig voor een vast oordeel; tussen alle verbanden samen is het duidelijk genoeg om te melden.",
        "The chance is {p:chance} that less than {kappa:p} of what was expected is there. For this link alone that is too little for a firm verdict; among all links together it is clear enough to report.",
    ),
    "verdict.leaning_translating": (
        "De kans is {q:chance} dat minstens {kappa:p} van het verwachte er is. Dat is te weinig voor een vast oordeel; een bewijs is het niet.",
        "The chance is {q:chance} that at least {kappa:p} of what was expected is there. That is too little for a firm verdict; it is no proof.",
    ),
    "verdict.inconclusive": (
        "De kans is {p:chance} dat minder dan {kappa:p} van het verwachte er is. Het kan dus beide kanten op.",
        "The chance is {p:chance} that less than {kappa:p} of what was expected is there. So it can go either way.",
    ),
    "verdict.inconclusive.detectable": (
        "Is er {detectable:p} van het verwachte, dan laten deze cijfers dat in 8 van de 10 gevallen zien.",
        "If {detectable:p} of what was expected is there, these figures show it in 8 cases out of 10.",
    ),
    "verdict.not_exercised": (
        "De output veranderde dus nauwelijks; het verband is niet op de proef gesteld.",
        "So the output hardly changed; the link has not been put to the test.",
    ),
    "verdict.outcome_without_output": (
        "De output veranderde nauwelijks en de outcome wel. Zoek eerst een andere verklaring.",
        "The output hardly changed and the outcome did. Look for another explanation first.",
    ),
    "verdict.no_expectation": (
        "Niemand heeft gezegd hoeveel verandering te verwachten was. Of het een bij het ander hoort, is daarom niet te zeggen.",
        "Nobody declared how much change to expect, so it cannot be told whether the one goes with the other.",
    ),
    "verdict.inconclusive.blind": (
        "Zelfs als alles er is wat was verwacht, laten deze cijfers dat vaak niet zien.",
        "Even if all that was expected is there, these figures often do not show it.",
    ),
    "verdict.nothing_expected": (
        "Er is geen verandering te verwachten volgens de opgave. Of het een bij het ander hoort, is daarom niet te zeggen.",
        "As declared, no change is to be expected, so it cannot be told whether the one goes with the other.",
    ),
    # --- What should be known with it --------------------------------------------------------------------------
    "verdict.tail.expectation_defaulted": (
        "Niemand heeft gezegd hoeveel verandering te verwachten was; daarom is gerekend met de kleinste verandering die ertoe doet ({expected}).",
        "Nobody declared how much change to expect; so the smallest change that matters was used ({expected}).",
    ),
    "verdict.tail.cap_shock": (
        "Dit rust op één reeks cijfers, en hoe sterk die vanzelf schommelt is aangenomen ({shock} per jaar). Daarom is het oordeel niet vaster.",
        "This rests on a single series of figures, and how much it moves by itself is assumed ({shock} a year). That is why the verdict is no firmer.",
    ),
    "verdict.tail.shock": (
        "Aangenomen is dat de outcome ook vanzelf schommelt, met ongeveer {shock} per jaar.",
        "It is assumed that the outcome also moves by itself, by about {shock} a year.",
    ),
    "verdict.tail.cap_placebo": (
        "Een controle die niets had mogen laten zien, liet toch iets zien. Daarom is het oordeel niet vaster.",
        "A check that should have shown nothing did show something. That is why the verdict is no firmer.",
    ),
    "verdict.tail.annualised": (
        "Cijfers over een deel van een jaar zijn omgerekend naar een heel jaar; lees die als ‘ongeveer’.",
        "Figures that cover a part of a year are converted to a whole year; read them as ‘about’.",
    ),
    "verdict.tail.two_way": (
        "Wie de organisaties met elkaar vergelijkt, ziet iets anders dan wie ze door de jaren volgt: in het hele programma veranderde iets dat niet met deze output samenhangt.",
        "Comparing the organisations with each other shows something else than following them over the years: something changed in the whole programme that does not go with this output.",
    ),
    "verdict.tail.composition": (
        "Let op: niet elk jaar gaven dezelfde organisaties cijfers, en dat maakt verschil.",
        "Note: not the same organisations gave figures every year, and that makes a difference.",
    ),
    "verdict.tail.shared_outcome": (
        "Volgens de theorie hangt dezelfde outcome ook af van {names}. Elk is apart beoordeeld; wat aan het een lijkt te liggen, kan aan het ander liggen.",
        "By the theory the same outcome also depends on {names}. Each is judged by itself; what seems to go with the one may go with the other.",
    ),
    "verdict.tail.levelling_off": (
        "Bij verbanden als dit ging de eerste groei van de output samen met meer verandering dan de latere groei.",
        "In links like this the first growth of the output went together with more change than the later growth.",
    ),
    # --- Too few figures ---------------------------------------------------------------------------------------
    "verdict.insufficient.pairs": (
        "Te weinig cijfers: er {pairs:plural|is|zijn} {pairs:n} {pairs:plural|jaar|jaren} waarin zowel ‘{start}’ als ‘{end}’ is gemeten, met de afgesproken tijd ertussen; er zijn er minstens twee nodig.",
        "Too few figures: there {pairs:plural|is|are} {pairs:n} {pairs:plural|year|years} in which both ‘{start}’ and ‘{end}’ were measured, with the agreed time between them; at least two are needed.",
    ),
    "verdict.insufficient.units": (
        "Te weinig cijfers: {count:n} {level} {count:plural|heeft|hebben} ‘{start}’ en ‘{end}’ allebei vaak genoeg gemeten, en voor het geheel is er geen reeks van beide. Er zijn er minstens acht nodig.",
        "Too few figures: {count:n} {level} measured both ‘{start}’ and ‘{end}’ often enough, and there is no series of both for the whole. At least eight are needed.",
    ),
    "verdict.insufficient.degrees": (
        "Te weinig cijfers om toeval van verandering te onderscheiden: {count:n} {level} met samen {figures:n} metingen van ‘{end}’.",
        "Too few figures to tell chance from change: {count:n} {level} with {figures:n} measurements of ‘{end}’ together.",
    ),
    "verdict.insufficient.reliability": (
        "De cijfers van ‘{output}’ zijn te onzeker: meer dan de helft van wat daarin bewoog, kan een meetfout zijn.",
        "The figures of ‘{output}’ are too uncertain: more than half of what moved in them may be an error of measurement.",
    ),
    "verdict.insufficient.output_still": (
        "‘{output}’ bewoog niet, of overal precies even veel; er is niets om naast ‘{outcome}’ te leggen.",
        "‘{output}’ did not move, or by exactly the same everywhere; there is nothing to lay beside ‘{outcome}’.",
    ),
    "verdict.insufficient.survey": (
        "‘{outcome}’ komt uit een vragenlijst met minder dan {least:n} antwoorden per keer ({n:n}). Dat is te weinig om één organisatie op te beoordelen.",
        "‘{outcome}’ comes from a questionnaire with fewer than {least:n} answers each time ({n:n}). That is too few to judge one organisation by.",
    ),
    "verdict.insufficient.survey_size": (
        "Van de vragenlijst over ‘{outcome}’ is niet bekend hoeveel mensen antwoordden. Zonder dat is een verandering niet te beoordelen.",
        "It is not known how many people answered the questionnaire on ‘{outcome}’. Without that a change cannot be judged.",
    ),
    "verdict.insufficient.zeros": (
        "‘{output}’ is in te veel jaren nul of minder; een groei is dan niet te berekenen. Spreek af hoeveel er van elke eenheid verwacht wordt.",
        "‘{output}’ is zero or less in too many years; growth cannot be computed then. Agree how much is expected of each unit.",
    ),
    "verdict.insufficient.outcome_zeros": (
        "‘{outcome}’ is in te veel jaren nul of minder; een groei is dan niet te berekenen. Geef de verwachting op in de eenheid van ‘{outcome}’ zelf.",
        "‘{outcome}’ is zero or less in too many years; growth cannot be computed then. Declare the expectation in the unit of ‘{outcome}’ itself.",
    ),
    "verdict.insufficient.output_partial": (
        "‘{output}’ is over een deel van een jaar gemeten en niet om te rekenen; een verandering is niet te berekenen.",
        "‘{output}’ was measured over a part of a year and cannot be converted; a change cannot be computed.",
    ),
    "verdict.insufficient.outcome_partial": (
        "‘{outcome}’ is over een deel van een jaar gemeten en niet om te rekenen; een verandering is niet te berekenen.",
        "‘{outcome}’ was measured over a part of a year and cannot be converted; a change cannot be computed.",
    ),
    # --- What would be needed ----------------------------------------------------------------------------------
    "verdict.needed.no_indicator": (
        "Nodig: eerst een indicator voor {names}, daarna minstens twee jaren met een cijfer, het liefst bij acht of meer {level}.",
        "Needed: first an indicator for {names}, then at least two years with a figure, preferably in eight or more {level}.",
    ),
    "verdict.needed.no_value": (
        "Nodig: cijfers voor {names} over minstens twee jaren, het liefst bij acht of meer {level}.",
        "Needed: figures for {names} over at least two years, preferably in eight or more {level}.",
    ),
    "verdict.needed.years": (
        "Nodig voor een vast oordeel: bij even veel {level} ongeveer {years:n} jaar cijfers in plaats van {now_years:n}.",
        "Needed for a firm verdict: with as many {level} about {years:n} years of figures instead of {now_years:n}.",
    ),
    "verdict.needed.units": (
        "Nodig voor een vast oordeel: over even veel jaren ongeveer {units:n} {level} in plaats van {now_units:n}.",
        "Needed for a firm verdict: over as many years about {units:n} {level} instead of {now_units:n}.",
    ),
    "verdict.needed.years_or_units": (
        "Nodig voor een vast oordeel: ongeveer {years:n} jaar cijfers in plaats van {now_years:n}, of ongeveer {units:n} {level} in plaats van {now_units:n}.",
        "Needed for a firm verdict: about {years:n} years of figures instead of {now_years:n}, or about {units:n} {level} instead of {now_units:n}.",
    ),
    "verdict.needed.years_alone": (
        "Nodig voor een vast oordeel: ongeveer {years:n} jaar cijfers in plaats van {now_years:n}.",
        "Needed for a firm verdict: about {years:n} years of figures instead of {now_years:n}.",
    ),
    "verdict.needed.units_alone": (
        "Nodig voor een vast oordeel: cijfers over even veel jaren van ongeveer {units:n} {level} naast elkaar.",
        "Needed for a firm verdict: figures over as many years of about {units:n} {level} side by side.",
    ),
    "verdict.needed.years_or_units_alone": (
        "Nodig voor een vast oordeel: ongeveer {years:n} jaar cijfers in plaats van {now_years:n}, of cijfers van ongeveer {units:n} {level} naast elkaar.",
        "Needed for a firm verdict: about {years:n} years of figures instead of {now_years:n}, or figures of about {units:n} {level} side by side.",
    ),
    "verdict.needed.own_movement": (
        "Nodig voor een vast oordeel: cijfers van acht of meer {level} naast elkaar, of een gemeten maat voor hoe sterk de outcome vanzelf schommelt.",
        "Needed for a firm verdict: figures of eight or more {level} side by side, or a measured size of how much the outcome moves by itself.",
    ),
    "verdict.needed.precision": (
        "Meer jaren of meer {level} alleen zijn niet genoeg: nodig zijn nauwkeurigere cijfers of een duidelijkere verwachting.",
        "More years or more {level} alone will not do: it takes more precise figures or a clearer expectation.",
    ),
    "verdict.needed.above_zero": (
        "Nodig: jaren waarin het cijfer boven nul ligt, of een verwachting in een andere vorm.",
        "Needed: years in which the figure is above zero, or an expectation in another form.",
    ),
    "verdict.needed.whole_years": (
        "Nodig: cijfers van ‘{end}’ over minstens twee hele jaren.",
        "Needed: figures of ‘{end}’ over at least two whole years.",
    ),
    "verdict.needed.respondents": (
        "Nodig: minstens {least:n} antwoorden per keer, of cijfers van acht of meer {level} naast elkaar.",
        "Needed: at least {least:n} answers each time, or figures of eight or more {level} side by side.",
    ),
    "verdict.needed.panel": (
        "Nodig: cijfers van beide bij minstens acht {level} over twee jaren, of van het geheel over twee jaren.",
        "Needed: figures of both in at least eight {level} over two years, or of the whole over two years.",
    ),
    "verdict.needed.year": (
        "Nodig: een meting van ‘{end}’ over {year} of later.",
        "Needed: a measurement of ‘{end}’ in {year} or later.",
    ),
    "verdict.needed.movement": (
        "Nodig: een output die duidelijk groeit of krimpt, of die per organisatie verschilt.",
        "Needed: an output that clearly grows or shrinks, or differs between organisations.",
    ),
    "verdict.needed.expectation": (
        "Spreek eerst af hoeveel verandering te verwachten is en na hoeveel tijd, en zet dat bij het verband in het model.",
        "First agree how much change to expect and after how long, and put that at the link in the model.",
    ),
}
