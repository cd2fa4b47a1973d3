"""Sentences on money: what was spent, what a result cost, and claims about what an invested euro brings."""

from __future__ import annotations

MONEY_SENTENCES: dict[str, tuple[str, str]] = {
    # --- Amounts -----------------------------------------------------------------------------------------------
    "money.euros": ("€ {value:n}", "€ {value:n}"),
    "money.million": ("€ {value:n} miljoen", "€ {value:n} million"),
    "money.billion": ("€ {value:n} miljard", "€ {value:n} billion"),
    # --- What is wrong with money.yaml -------------------------------------------------------------------------
    "money.not_spent": (
        "`spending` noemt ‘{title}’, maar dat is geen bedrag over een periode (eenheid EUR, EUR thousand, EUR million)",
        "`spending` names ‘{title}’, but that is no amount over a period (unit EUR, EUR thousand, EUR million)",
    ),
    "money.no_euros": (
        "hoeveel euro is één ‘{unit}’ van ‘{title}’? Geef `euros_per_unit` op",
        "how many euros is one ‘{unit}’ of ‘{title}’? Give `euros_per_unit`",
    ),
    "money.two_units": (
        "de bedragen onder `spending` hebben verschillende eenheden ({units}); geef er één",
        "the amounts under `spending` have different units ({units}); give one",
    ),
    "money.other_prices": (
        "`price_basis` is ‘{declared}’, maar de bedragen onder `spending` hebben `prices: {prices}`",
        "`price_basis` is ‘{declared}’, but the amounts under `spending` have `prices: {prices}`",
    ),
    "money.not_counted": (
        "`results` noemt ‘{title}’, maar kosten per resultaat zijn er alleen voor wat in een periode wordt geteld: geen "
        "aandeel, score, bedrag, stand op een dag of vragenlijst",
        "`results` names ‘{title}’, but there is only a cost per result for what is counted in a period: no share, score, "
        "amount, stock on a day or questionnaire",
    ),
    "money.no_division": (
        "`shares` noemt ‘{given}’, maar dat is geen percentage per actielijn (eenheid `percent`, indeling `action_line` met de "
        "namen van de actielijnen)",
        "`shares` names ‘{given}’, but that is no percentage per action line (unit `percent`, dimension `action_line` with the "
        "ids of the action lines)",
    ),
    "money.no_value": (
        "bewering ‘{name}’: ‘{title}’ is geen bedrag in euro over een periode",
        "claim ‘{name}’: ‘{title}’ is no amount in euros over a period",
    ),
    # --- Asking for costs --------------------------------------------------------------------------------------
    "costs.no_money": (
        "dit model zegt niet wat er is uitgegeven; maak een bestand `money.yaml`",
        "this model does not say what was spent; make a file `money.yaml`",
    ),
    "costs.nothing": (
        "van geen enkele organisatie zijn uitgaven en een resultaat over dezelfde periode bekend",
        "of no organisation spending and a result of the same period are known",
    ),
    "costs.none_here": (
        "van ‘{given}’ zijn geen uitgaven en resultaten over dezelfde periode bekend; wel van {known}",
        "of ‘{given}’ no spending and results of the same period are known; they are of {known}",
    ),
    "costs.none_then": (
        "over ‘{given}’ is er niets te rekenen; kies uit {known}",
        "there is nothing to reckon for ‘{given}’; choose from {known}",
    ),
    # --- Why it cannot be told ---------------------------------------------------------------------------------
    "costs.missing": ("‘{title}’ is niet gemeld.", "‘{title}’ was not reported."),
    "costs.not_applicable": ("‘{title}’ is hier niet van toepassing.", "‘{title}’ does not apply here."),
    "costs.withheld": (
        "‘{title}’ is een klein aantal en staat daarom niet in dit rapport.",
        "‘{title}’ is a small count and is therefore not in this report.",
    ),
    "costs.incomplete": (
        "Te weinig organisaties hebben ‘{title}’ gemeld.",
        "Too few organisations reported ‘{title}’.",
    ),
    "costs.unfit": (
        "Het cijfer van ‘{title}’ is apart gezet, betwist of nog niet af.",
        "The figure of ‘{title}’ is set aside, in dispute or not finished yet.",
    ),
    "costs.no_whole": (
        "Van ‘{title}’ is er geen cijfer voor het geheel.",
        "Of ‘{title}’ there is no figure for the whole.",
    ),
    "costs.zero": (
        "Het resultaat is nul: door nul is niet te delen.",
        "The result is zero: nothing can be divided by zero.",
    ),
    "costs.below_zero": (
        "Een van beide cijfers ligt onder nul; dan zeggen kosten per resultaat niets.",
        "One of the two figures lies below zero; a cost per result then says nothing.",
    ),
    "costs.other_months": (
        "De uitgaven en het resultaat gaan niet over dezelfde maanden.",
        "The spending and the result do not cover the same months.",
    ),
    "costs.few_gave_both": (
        "Maar {parts:n} van de {all:n} {plural} gaven zowel uitgaven als resultaat; dat is te weinig.",
        "Only {parts:n} of the {all:n} {plural} gave both spending and result; that is too few.",
    ),
    "costs.both_open": (
        "Van de uitgaven en van het resultaat is alleen een grens bekend.",
        "Of both the spending and the result only a bound is known.",
    ),
    "costs.distinct_years": (
        "Wie in twee jaren meedoet, telt in beide jaren. Jaren zijn hier dus niet op te tellen.",
        "Who takes part in two years counts in both. So years cannot be added up here.",
    ),
    # --- Why one end cannot be told ----------------------------------------------------------------------------
    "costs.no_shares": (
        "Ondergrens niet te zeggen: hoe het geld over de actielijnen is verdeeld, is niet bekend.",
        "Lower end cannot be told: how the money is divided over the action lines is not known.",
    ),
    "costs.no_line": (
        "Ondergrens niet te zeggen: hoort niet bij één actielijn.",
        "Lower end cannot be told: belongs to no single action line.",
    ),
    "costs.no_share": (
        "Ondergrens niet te zeggen: welk deel van het geld naar ‘{line}’ ging, is niet bekend.",
        "Lower end cannot be told: which part of the money went to ‘{line}’ is not known.",
    ),
    "costs.share_of_whole": (
        "Ondergrens niet te zeggen: het deel van ‘{line}’ is alleen bekend voor alle organisaties samen.",
        "Lower end cannot be told: the part of ‘{line}’ is known only for all organisations together.",
    ),
    "costs.low_open": (
        "Hoeveel lager, is niet te zeggen.",
        "How much lower cannot be told.",
    ),
    "costs.high_open": (
        "Bovengrens niet te zeggen: de uitgaven kunnen hoger zijn dan bekend is, of het resultaat lager.",
        "Upper end cannot be told: spending may be higher than is known, or the result lower.",
    ),
    "costs.result_open": (
        "Het resultaat kan hoger zijn dan bekend is; dan zijn de kosten lager.",
        "The result may be higher than is known; the cost is lower then.",
    ),
    "costs.between": ("Het aantal ligt tussen {low:n} en {high:n}.", "The number lies between {low:n} and {high:n}."),
    "costs.years_of_parts": (
        "Niet in elk jaar gaven alle organisaties beide cijfers; alleen wie beide gaf, telt mee.",
        "Not in every year all organisations gave both figures; only those that gave both count.",
    ),
    "costs.partial": (
        "Het gaat om een deel van het jaar: {low:n} tot {high:n} maanden.",
        "This covers part of the year: {low:n} to {high:n} months.",
    ),
    "costs.gave_both": (
        "Dit gaat over de {parts:n} van de {all:n} {plural} die beide cijfers gaven.",
        "This is about the {parts:n} of the {all:n} {plural} that gave both figures.",
    ),
    "costs.own_line": (
        "Ondergrens: alleen het geld van ‘{line}’ ({share:p} van alles).",
        "Lower end: only the money of ‘{line}’ ({share:p} of all of it).",
    ),
    # --- The page ----------------------------------------------------------------------------------------------
    "costs.title": ("Kosten per resultaat: {organisation}", "Cost per result: {organisation}"),
    "costs.one_pot": (
        "Eén pot geld gaf al deze resultaten. Wat één resultaat kostte, kan niemand zeggen; daarom staat er een marge.",
        "One pot of money gave all these results. Nobody can say what one result cost; that is why a range is shown.",
    ),
    "costs.how": (
        "Ten minste: alsof alleen het geld van de eigen actielijn ervoor nodig was. Ten hoogste: alsof al het geld ervoor "
        "nodig was. Tel deze kosten niet op: dan telt hetzelfde geld vaker mee.",
        "At least: as if only the money of its own action line was needed. At most: as if all the money was needed. Do not "
        "add these costs up: the same money would then count more than once.",
    ),
    "costs.not_due_to": (
        "Dat geld en resultaat bij elkaar staan, bewijst niet dat het een door het ander komt.",
        "That money and result stand side by side does not prove that the one is due to the other.",
    ),
    "costs.section": ("{period}: uitgegeven is {spending}", "{period}: spent was {spending}"),
    "costs.section_unknown": (
        "{period}: wat er is uitgegeven, is niet bekend",
        "{period}: what was spent is not known",
    ),
    "costs.section_at_least": (
        "{period}: uitgegeven is ten minste {spending}; niet iedereen meldde het",
        "{period}: spent was at least {spending}; not everybody reported it",
    ),
    "costs.section_years": ("Hele jaren samen ({years})", "Whole years together ({years})"),
    "costs.discounted": (
        "Bedragen en resultaten zijn teruggerekend naar {year} met {rate:n}% per jaar (contante waarde).",
        "Amounts and results are brought back to {year} at {rate:n}% a year (present value).",
    ),
    "costs.not_discounted": (
        "Elk jaar telt even zwaar (disconteringsvoet 0%).",
        "Every year counts the same (discount rate 0%).",
    ),
    "costs.one_year": (
        "Er zijn geen twee hele jaren met beide cijfers, dus er is niets teruggerekend. Afgesproken is {rate:n}% per jaar.",
        "There are no two whole years with both figures, so nothing was brought back. Declared is {rate:n}% a year.",
    ),
    "costs.prices_current": (
        "Bedragen zijn in euro van het jaar zelf, dus met prijsstijging erin.",
        "Amounts are in euros of the year itself, so with price rises in them.",
    ),
    "costs.prices_constant": ("Bedragen zijn in prijzen van {year}.", "Amounts are in prices of {year}."),
    "costs.lines": ("Van het geld ging {parts}.", "Of the money {parts}."),
    "costs.line": ("{share:p} naar ‘{line}’ ({amount})", "{share:p} went to ‘{line}’ ({amount})"),
    "costs.lines_rest": (
        "Van de overige {share:p} ({amount}) is niet bekend naar welke actielijn het ging.",
        "Of the other {share:p} ({amount}) it is not known to which action line it went.",
    ),
    "costs.not_reported": (
        "Niet te zeggen, want niet gemeld: {titles}.",
        "Cannot be told, because not reported: {titles}.",
    ),
    "costs.named": ("‘{title}’", "‘{title}’"),
    "costs.range": ("{low} tot {high}", "{low} to {high}"),
    "costs.at_most": ("ten hoogste {high}", "at most {high}"),
    "costs.at_least": ("ten minste {low}", "at least {low}"),
    "costs.cannot_tell": ("niet te zeggen", "cannot tell"),
    "costs.amount": ("{value:n} {unit}", "{value:n} {unit}"),
    "costs.unknown_amount": ("onbekend", "unknown"),
    "costs.head_result": ("resultaat", "result"),
    "costs.head_amount": ("hoeveel", "how much"),
    "costs.head_cost": ("euro per resultaat", "euros per result"),
    "costs.head_why": ("wat u moet weten", "what you must know"),
    "costs.other_periods": (
        "Ook te zien met `--period`: {periods}.",
        "Also to be seen with `--period`: {periods}.",
    ),
    "costs.other_organisations": (
        "Ook voor {count:n} andere {count:plural|organisatie|organisaties} is dit te zien met `--organisation`, bijvoorbeeld "
        "voor {example}.",
        "This can be seen for {count:n} other {count:plural|organisation|organisations} too with `--organisation`, for example "
        "for {example}.",
    ),
    "costs.claims": (
        "Wat de bronnen zeggen over de opbrengst van een euro",
        "What the sources say on the return of a euro",
    ),
    "costs.answer.supported": ("gesteund", "supported"),
    "costs.answer.contradicted": ("tegengesproken", "contradicted"),
    "costs.answer.unverifiable": ("niet te controleren", "cannot be checked"),
    # --- Claims about the return of a euro ---------------------------------------------------------------------
    "claim.return_cannot": ("Niet te controleren.", "Cannot be checked."),
    "claim.return_of_others": (
        "De zin gaat niet over dit hele programma, maar over {speaks_of}.",
        "The sentence is not about this whole programme but about {speaks_of}.",
    ),
    "claim.return_unknown": ("Het is niet bekend: {absent}.", "It is not known: {absent}."),
    "claim.return_no_study": ("welk onderzoek dit vond", "which study found this"),
    "claim.return_no_period": ("over welke jaren het gaat", "which years it is about"),
    "claim.return_no_boundary": ("wat er als waarde telt en voor wie", "what counts as value and for whom"),
    "claim.return_no_attribution": (
        "wat er ook zonder dit geld was gebeurd",
        "what would have happened without this money too",
    ),
    "claim.return_no_spending": ("wat hier in een heel jaar is uitgegeven", "what was spent here in a whole year"),
    "claim.return_no_value": (
        "hoeveel waarde in euro dit programma zelf heeft gemeten",
        "how much value in euros this programme measured itself",
    ),
    "claim.return_if_it_held": (
        "Wie de zin toch toepast op de uitgaven van dit programma, zegt dat {spending} uit {period} een waarde van {value} "
        "geeft. Dat is alleen een rekensom, geen resultaat.",
        "Who applies the sentence to the spending of this programme anyway, says that {spending} of {period} brings a value of "
        "{value}. That is only a sum, not a result.",
    ),
    "claim.return_reached": (
        "In {period} staat naast {spending} aan uitgaven {value} aan gemeten waarde: {own:x} per euro. De zin zegt {claimed:x}. "
        "Welk deel er zonder dit geld ook was geweest, laten deze cijfers niet zien.",
        "In {period} there is {value} of measured value beside {spending} of spending: {own:x} per euro. The sentence says "
        "{claimed:x}. Which part would have been there without this money, these figures do not show.",
    ),
    "claim.return_not_reached": (
        "In {period} staat naast {spending} aan uitgaven {value} aan gemeten waarde: {own:x} per euro. De zin zegt {claimed:x}, "
        "en dat is meer.",
        "In {period} there is {value} of measured value beside {spending} of spending: {own:x} per euro. The sentence says "
        "{claimed:x}, and that is more.",
    ),
}
