"""Sentences on what-ifs: what would change, what it would take, and what the answer rests on."""

WHAT_IF_SENTENCES: dict[str, tuple[str, str]] = {
    # --- What could not be taken along ---------------------------------------------------------------------------
    "what_if.course_without_level": (
        "Het verloop ‘{course}’ geeft groei voor ‘{indicator}’, maar er is geen cijfer over een heel jaar om vanaf te rekenen; geef `level` en `level_year`.",
        "Course ‘{course}’ gives growth for ‘{indicator}’, but there is no figure of a whole year to start from; give `level` and `level_year`.",
    ),
    "what_if.share_assumed": (
        "Niemand weet welk deel van het geheel bij ‘{organisation}’ hoort. Hier telt elk van de {parts} even zwaar.",
        "Nobody knows which part of the whole belongs to ‘{organisation}’. Here each of the {parts} counts the same.",
    ),
    "what_if.counted_otherwise": (
        "‘{measure}’ wordt in dit scenario anders berekend. Dat verschil telt niet mee: er is anders geteld en niet anders gedaan.",
        "‘{measure}’ is computed in another way in this scenario. That difference does not count: it is counted otherwise, not done otherwise.",
    ),
    "what_if.no_figures": (
        "{link} ({title}) zou alleen op cijfers gaan, maar die zijn er niet. Hier geldt wat er is verwacht.",
        "{link} ({title}) should go by figures only, but there are none. Here what was expected is taken.",
    ),
    "what_if.event": (
        "De raming weet niet van ‘{title}’ ({day}). ‘Zoals het nu gaat’ betekent: alsof dat niet gebeurt.",
        "The projection does not know of ‘{title}’ ({day}). ‘As it goes now’ means: as if that did not happen.",
    ),
    "what_if.growth_of_a_part": (
        "‘{intervention}’ verandert de groei bij ‘{organisation}’. Hoeveel dat scheelt voor ‘{measure}’ van het geheel, is hier niet meegenomen.",
        "‘{intervention}’ changes the growth at ‘{organisation}’. What that does to ‘{measure}’ of the whole is left out here.",
    ),
    "what_if.part_does_not_add_up": (
        "‘{intervention}’ raakt alleen ‘{organisation}’. ‘{measure}’ is geen optelsom van organisaties, dus voor het geheel is dit niet meegenomen.",
        "‘{intervention}’ touches ‘{organisation}’ only. ‘{measure}’ is no sum over organisations, so it is left out for the whole.",
    ),
    "what_if.stopped.not_expected": (
        "Verder dan {link} ({title}) is niet te rekenen: niemand heeft gezegd hoeveel verandering daar te verwachten is.",
        "The sums cannot go past {link} ({title}): nobody said how much change to expect there.",
    ),
    "what_if.stopped.proxy": (
        "Verder dan {link} ({title}) is niet te rekenen: het begin is een afgeleid cijfer; dat kan het einde laten zien, maar niet veranderen.",
        "The sums cannot go past {link} ({title}): its start is an indirect figure; it can show its end, but not change it.",
    ),
    "what_if.stopped.mic": (
        "Verder dan {link} ({title}) is niet te rekenen: er staat wel welke verandering ertoe doet, maar niet hoeveel er te verwachten is.",
        "The sums cannot go past {link} ({title}): it says which change matters, but not how much change to expect.",
    ),
    "what_if.stopped.no_level": (
        "Verder dan {link} ({title}) is niet te rekenen: de verwachting telt per stuk, en het aantal waarvan wordt uitgegaan is niet bekend.",
        "The sums cannot go past {link} ({title}): the expectation counts per unit, and the number to start from is not known.",
    ),
    "what_if.stopped.no_factor": (
        "Verder dan {link} ({title}) is niet te rekenen: de verwachting gaat over procenten, en het niveau waarvan wordt uitgegaan is niet bekend.",
        "The sums cannot go past {link} ({title}): the expectation is in percent, and the level to start from is not known.",
    ),
    "what_if.stopped.mixed": (
        "Verder dan {link} ({title}) is niet te rekenen: van het begin ervan is niet te zeggen hoeveel het verandert.",
        "The sums cannot go past {link} ({title}): how much its start changes cannot be told.",
    ),
    "what_if.stopped.growth_without_level": (
        "Verder dan {link} ({title}) is niet te rekenen: van het begin ervan is niet bekend hoeveel het nu is.",
        "The sums cannot go past {link} ({title}): how much there is at its start is not known.",
    ),
    "what_if.untold.mixed": (
        "Van ‘{measure}’ is de verandering niet te zeggen: een deel is bekend in procenten en een deel in aantallen, en het niveau ontbreekt.",
        "The change of ‘{measure}’ cannot be told: part of it is known in percent and part in numbers, and the level is missing.",
    ),
    "what_if.untold.growth_without_level": (
        "Van ‘{measure}’ is de verandering niet te zeggen: er is een groei gegeven, maar geen niveau om vanaf te rekenen.",
        "The change of ‘{measure}’ cannot be told: growth is given, but no level to start from.",
    ),
    "what_if.untold.loop": (
        "Van ‘{measure}’ is de verandering niet te zeggen: de verbanden lopen er in een kring.",
        "The change of ‘{measure}’ cannot be told: the links go round in a circle there.",
    ),
    "what_if.other_measure": (
        "{link} ({title}) rekent met ‘{asked}’, maar wat hier verandert is ‘{moved}’. Daar stopt de keten.",
        "{link} ({title}) goes by ‘{asked}’, but what changes here is ‘{moved}’. There the chain stops.",
    ),
    # --- What was changed --------------------------------------------------------------------------------------------
    "scenario.part.data_element": ("gegeven", "data element"),
    "scenario.part.indicator": ("indicator", "indicator"),
    "scenario.part.baseline": ("nulmeting", "baseline"),
    "scenario.part.target": ("doel", "target"),
    "scenario.part.element": ("onderdeel", "element"),
    "scenario.part.link": ("verband", "link"),
    "scenario.part.assumption": ("aanname", "assumption"),
    "scenario.part.organisation": ("organisatie", "organisation"),
    "scenario.part.course": ("verloop", "course"),
    "scenario.part.event": ("gebeurtenis", "event"),
    "scenario.part.intervention": ("ingreep", "intervention"),
    "scenario.how.factor": ("keer zoveel", "times as much"),
    "scenario.how.extra": ("extra per jaar", "extra a year"),
    "scenario.how.growth": ("% groei per jaar", "% growth a year"),
    "summary.interventions": (
        "Wat de ingrepen doen, staat hier niet bij: dit gaat over de cijfers die er zijn. Dat rekent u door met `toc compare {model} {scenario}`.",
        "What the interventions would do is not part of this: it is about the figures that are there. Reckon that with `toc compare {model} {scenario}`.",
    ),
    # words of the model files as a reader knows them
    "scenario.word.expectation": ("verwachting", "expectation"),
    "scenario.word.lag": ("duur", "lag"),
    "scenario.word.slope": ("sterkte volgens", "strength by"),
    "scenario.word.value": ("waarde", "value"),
    "scenario.word.growth": ("groei", "growth"),
    "scenario.word.until": ("tot en met", "until"),
    "scenario.word.since": ("vanaf", "since"),
    "scenario.word.elasticity": ("elasticiteit", "elasticity"),
    "scenario.word.per_doubling": ("per verdubbeling", "per doubling"),
    "scenario.word.conversion": ("doorstroom", "conversion"),
    "scenario.word.low": ("laag", "low"),
    "scenario.word.likely": ("midden", "likely"),
    "scenario.word.high": ("hoog", "high"),
    "scenario.word.basis": ("rust op", "rests on"),
    "scenario.word.assumption": ("aanname", "assumption"),
    "scenario.word.judgement": ("inschatting", "judgement"),
    "scenario.word.source": ("bron", "source"),
    "scenario.word.prior": ("alleen de verwachting", "only the expectation"),
    "scenario.word.data": ("alleen de cijfers", "only the figures"),
    "scenario.word.posterior": ("verwachting en cijfers", "expectation and figures"),
    "scenario.word.reported_by": ("gemeld door", "reported by"),
    "scenario.word.reported_from": ("gemeld vanaf", "reported from"),
    "scenario.word.indicators": ("indicatoren", "indicators"),
    "scenario.word.year": ("jaar", "year"),
    "scenario.word.status": ("status", "status"),
    "scenario.word.why": ("omdat", "because"),
    "scenario.log.certain": ("{likely:n}", "{likely:n}"),
    "scenario.log.range": ("{likely:n} (tussen {low:n} en {high:n})", "{likely:n} (between {low:n} and {high:n})"),
    "scenario.log.nothing": ("niets", "nothing"),
    "scenario.log.done": ("{part} {id}: {new} {how}", "{part} {id}: {new} {how}"),
    "scenario.log.added": ("{part} {id} erbij: {new}", "{part} {id} added: {new}"),
    "scenario.log.removed": ("{part} {id} weg: {old}", "{part} {id} left out: {old}"),
    "scenario.log.changed": ("{part} {id}, {field}: {old} → {new}", "{part} {id}, {field}: {old} → {new}"),
    # --- The headline --------------------------------------------------------------------------------------------
    "compare.nothing": (
        "Dit scenario verandert geen enkel cijfer in de keten. {what}",
        "This scenario changes no figure of the chain. {what}",
    ),
    "compare.only_knowing": (
        "Het verandert wat er gemeten wordt, dus wat te weten valt, en niet wat er gebeurt.",
        "It changes what is measured, so what can be known, and not what happens.",
    ),
    "compare.guess": (
        "Let op: {count} van de {all} getallen waarop dit rust (hoe groot een ingreep is, hoe sterk een verband) {count:plural|is|zijn} alleen aangenomen. Bij de rest tellen cijfers of bronnen mee.",
        "Mind: {count} of the {all} numbers that this rests on (how large an intervention is, how strong a link) {count:plural|is|are} only assumed. Behind the others stand figures or sources too.",
    ),
    "compare.all_guess": (
        "Let op: {all:plural|het getal|alle {all} getallen} waarop dit rust, {all:plural|is een aanname|zijn aannames}. Geen bron zegt hoe groot de verandering is.",
        "Mind: {all:plural|the number that this rests on is an assumption|all {all} numbers that this rests on are assumptions}. No source says how large the change is.",
    ),
    "compare.untested": (
        "Het antwoord rust op {all} verbanden. {count:plural|Eén daarvan is|Daarvan zijn er {count}} nooit gemeten: {links}.",
        "The answer rests on {all} links. {count:plural|One of them was|Of those {count} were} never measured: {links}.",
    ),
    "compare.all_untested": (
        "Het antwoord rust op {all:plural|één verband, en dat is nooit gemeten|{all} verbanden, en geen daarvan is ooit gemeten}: {links}.",
        "The answer rests on {all:plural|one link, which was never measured|{all} links, none of which was ever measured}: {links}.",
    ),
    "compare.assumptions": (
        "Het werkt alleen als dit klopt, en dat is niet aangetoond: {assumptions}.",
        "It works only if this holds, which has not been shown: {assumptions}.",
    ),
    "compare.course_assumed": (
        "Ook hoe het anders zou gaan is aangenomen: uit de cijfers is niets te ramen.",
        "How it would go otherwise is assumed too: nothing can be projected from the figures.",
    ),
    "compare.in_the_past": (
        "Let op: ‘{title}’ begint op {day}, maar de cijfers gaan al tot {known}. Dit antwoord gaat dan over wat er geweest zou zijn. Kies een latere `start` voor een plan.",
        "Mind: ‘{title}’ begins on {day}, but figures go up to {known} already. Then this answer is about what would have been. Choose a later `start` for a plan.",
    ),
    "compare.more_assumptions": ("nog {count}", "{count} more"),
    "compare.change": (
        "‘{measure}’ in {year}: naar verwachting {difference} ten opzichte van zoals het nu gaat (80 van de 100 keer tussen {low} en {high}).",
        "‘{measure}’ in {year}: {difference} expected beside as it goes now (80 times in 100 between {low} and {high}).",
    ),
    "compare.hardly": (
        "{measures} in {year}: daar is dan nog vrijwel niets van te merken.",
        "{measures} in {year}: hardly anything of it can be seen by then.",
    ),
    "compare.figures_moved": (
        "De cijfers maken verschil. Ging alles zoals vooraf verwacht, dan was het verschil bij ‘{measure}’ in {year} {prior}; met wat de cijfers laten zien is het {found}.",
        "The figures matter. If all went as expected beforehand, the difference of ‘{measure}’ in {year} would be {prior}; with what the figures show it is {found}.",
    ),
    "compare.farthest": (
        "Wat dit betekent voor de impact aan het eind van de keten, is niet te zeggen.",
        "What this means for the impact at the end of the chain cannot be told.",
    ),
    "compare.size.percent": ("{value:s}%", "{value:s}%"),
    "compare.size.points": ("{value:s} procentpunt", "{value:s} percentage points"),
    "compare.size.score": ("{value:s} punt", "{value:s} points"),
    "compare.size.bare": ("{value:s}", "{value:s}"),
    "compare.size.unit": ("{value:s} {unit}", "{value:s} {unit}"),
    "compare.twice": (
        "scenario ‘{name}’ is twee keer genoemd, of twee scenario’s heten zo",
        "scenario ‘{name}’ is named twice, or two scenarios are called so",
    ),
    "compare.no_years": (
        "er is niets te vergelijken: dit model kijkt naar geen enkel jaar vooruit (`horizons` in theory.yaml)",
        "there is nothing to compare: this model looks ahead to no year (`horizons` in theory.yaml)",
    ),
    "compare.no_organisation": (
        "‘{name}’ is geen organisatie van dit model",
        "‘{name}’ is no organisation of this model",
    ),
    "compare.no_organisation_near": (
        "‘{name}’ is geen organisatie van dit model; bedoelde u ‘{near}’?",
        "‘{name}’ is no organisation of this model; did you mean ‘{near}’?",
    ),
    # --- What it would take ----------------------------------------------------------------------------------------
    "reach.no_target": (
        "‘{name}’ is geen doel van dit model; de doelen zijn {known}",
        "‘{name}’ is no target of this model; the targets are {known}",
    ),
    "reach.no_target_near": (
        "‘{name}’ is geen doel van dit model; bedoelde u ‘{near}’?",
        "‘{name}’ is no target of this model; did you mean ‘{near}’?",
    ),
    "reach.too_early": (
        "er kan pas iets anders vanaf {first}, niet al op {day}: daarvoor zijn er al cijfers",
        "things can be done otherwise from {first} on, not on {day}: there are figures of before",
    ),
    "reach.too_late": (
        "{day} ligt na het doeljaar {year}: dan is er niets meer aan te veranderen",
        "{day} lies after the target year {year}: nothing can be changed by then",
    ),
    "reach.cannot_save": (
        "met ‘{title}’ alleen is die kans niet te halen, dus er valt geen scenario te bewaren",
        "that chance cannot be had with ‘{title}’ alone, so there is no scenario to save",
    ),
    "reach.scenario": ("Wat er nodig is voor {target}: {title}", "What it takes for {target}: {title}"),
    "reach.rationale": (
        "Uitgerekend: met deze ene verandering is de kans op {target} in {year} {chance:p}.",
        "Solved: with this one change the chance of {target} in {year} is {chance:p}.",
    ),
    "reach.no_way": (
        "Van hier loopt geen route naar het doel waarover te rekenen is. Het stopt bij {links}: niemand zei hoeveel verandering daar te verwachten is, of het niveau is niet bekend.",
        "No route that can be reckoned runs from here to the target. It stops at {links}: nobody said how much change to expect there, or the level is not known.",
    ),
    "reach.no_way_at_all": (
        "Van hier loopt geen route naar het doel waarover te rekenen is.",
        "No route that can be reckoned runs from here to the target.",
    ),
    "reach.already": (
        "Hier hoeft niets aan te veranderen: de kans om het doel in {year} te halen is al {chance:chance}.",
        "Nothing has to change here: the chance of reaching the target in {year} is {chance:chance} already.",
    ),
    "reach.reachable.pace": (
        "‘{title}’ groeit naar verwachting {now}. Nodig voor een kans van 50%: {even}; van 67%: {likely}; van 90%: {sure}.",
        "‘{title}’ is expected to grow {now}. Needed for a chance of 50%: {even}; of 67%: {likely}; of 90%: {sure}.",
    ),
    "reach.reachable.factor": (
        "Vergeleken met zoals het nu gaat is nodig voor een kans van 50%: {even}; van 67%: {likely}; van 90%: {sure}.",
        "Beside as it goes now, needed for a chance of 50%: {even}; of 67%: {likely}; of 90%: {sure}.",
    ),
    "reach.reachable.conversion": (
        "Nu is het {now}. Nodig voor een kans van 50%: {even}; van 67%: {likely}; van 90%: {sure}.",
        "Now it is {now}. Needed for a chance of 50%: {even}; of 67%: {likely}; of 90%: {sure}.",
    ),
    "reach.not_alone.pace": (
        "Met meer vaart alleen lukt het niet: ook bij {best} is de kans hoogstens {chance:chance}.",
        "Not by pace alone: even with {best} the chance is {chance:chance} at most.",
    ),
    "reach.not_alone.factor": (
        "Met ‘{title}’ alleen lukt het niet: ook bij {best} is de kans hoogstens {chance:chance}.",
        "Not with ‘{title}’ alone: even with {best} the chance is {chance:chance} at most.",
    ),
    "reach.not_alone.conversion": (
        "Hiermee alleen lukt het niet: ook bij {best} is de kans hoogstens {chance:chance}.",
        "Not with this alone: even with {best} the chance is {chance:chance} at most.",
    ),
    "reach.out_of_reach": (
        "lukt niet",
        "out of reach",
    ),
    "reach.place.pace": ("{value:s}% per jaar", "{value:s}% a year"),
    "reach.place.factor": ("×{value:r}", "×{value:r}"),
    "reach.place.conversion": ("{value:r} per stuk", "{value:r} each"),
    "reach.place.as_it_is": (
        "niets extra",
        "nothing extra",
    ),
    # --- What decides the answer ------------------------------------------------------------------------------------
    "sensitivity.no_measure": (
        "‘{name}’ is geen indicator of element van dit model",
        "‘{name}’ is no indicator or element of this model",
    ),
    "sensitivity.no_measure_near": (
        "‘{name}’ is geen indicator of element van dit model; bedoelde u ‘{near}’?",
        "‘{name}’ is no indicator or element of this model; did you mean ‘{near}’?",
    ),
    "sensitivity.year": (
        "{year} kan niet; kies een jaar van {first} tot en met {last}",
        "{year} is not possible; choose a year from {first} to {last}",
    ),
    "sensitivity.untouched": (
        "‘{measure}’ verandert hier niet, of er is niet mee te rekenen. Er valt dus niets te wegen.",
        "‘{measure}’ does not change here, or cannot be reckoned. So there is nothing to weigh.",
    ),
    "sensitivity.no_level": (
        "Van ‘{measure}’ is alleen de verandering te zeggen, geen niveau.",
        "Of ‘{measure}’ only the change can be told, not the level.",
    ),
    "sensitivity.nothing": (
        "Niets is onzeker aan de verandering van ‘{measure}’ in {year}, zoals het is opgegeven.",
        "Nothing about the change of ‘{measure}’ in {year} is uncertain, as it was declared.",
    ),
    "sensitivity.most.slope": (
        "Wat ‘{measure}’ in {year} doet, hangt vooral af van hoe sterk dit verband is: {title}. Daar komt, alleen of met andere getallen samen, {part:p} van de onzekerheid vandaan.",
        "What ‘{measure}’ does in {year} depends mostly on how strong this link is: {title}. From there, alone or together with other numbers, comes {part:p} of the uncertainty.",
    ),
    "sensitivity.most.size": (
        "Wat ‘{measure}’ in {year} doet, hangt vooral af van hoe groot deze verandering wordt: {title}. Daar komt, alleen of met andere getallen samen, {part:p} van de onzekerheid vandaan.",
        "What ‘{measure}’ does in {year} depends mostly on how large this change becomes: {title}. From there, alone or together with other numbers, comes {part:p} of the uncertainty.",
    ),
    "sensitivity.most.lag": (
        "Wat ‘{measure}’ in {year} doet, hangt vooral af van hoelang dit verband duurt: {title}. Daar komt, alleen of met andere getallen samen, {part:p} van de onzekerheid vandaan.",
        "What ‘{measure}’ does in {year} depends mostly on how long this link takes: {title}. From there, alone or together with other numbers, comes {part:p} of the uncertainty.",
    ),
    "sensitivity.most.course": (
        "Wat ‘{measure}’ in {year} doet, hangt vooral af van hoe ‘{title}’ zich uit zichzelf ontwikkelt. Daar komt, alleen of met andere getallen samen, {part:p} van de onzekerheid vandaan.",
        "What ‘{measure}’ does in {year} depends mostly on how ‘{title}’ develops by itself. From there, alone or together with other numbers, comes {part:p} of the uncertainty.",
    ),
    "sensitivity.most.projection": (
        "Wat ‘{measure}’ in {year} doet, hangt vooral af van hoe ‘{title}’ zich uit zichzelf ontwikkelt. Daar komt, alleen of met andere getallen samen, {part:p} van de onzekerheid vandaan.",
        "What ‘{measure}’ does in {year} depends mostly on how ‘{title}’ develops by itself. From there, alone or together with other numbers, comes {part:p} of the uncertainty.",
    ),
    "sensitivity.then": ("Daarna tellen: {titles}.", "Next come: {titles}."),
    "sensitivity.name.slope": ("de sterkte van {title}", "the strength of {title}"),
    "sensitivity.name.size": ("de grootte van ‘{title}’", "the size of ‘{title}’"),
    "sensitivity.name.lag": ("de duur van {title}", "the time that {title} takes"),
    "sensitivity.name.course": ("het verloop van ‘{title}’", "the course of ‘{title}’"),
    "sensitivity.name.projection": ("het verloop van ‘{title}’", "the course of ‘{title}’"),
    "sensitivity.narrower": (
        "Wist u één getal precies, dan hielp dit het meest: de marge werd naar verwachting {part:p} smaller. Zo komt u dichterbij: {what}",
        "If you knew one number exactly, this would help most: the margin would be {part:p} narrower, as expected. This brings you nearer: {what}",
    ),
    "sensitivity.worth": (
        "Voor de keuze om dit wel of niet te doen is het meest waard om te weten: {title}. De kans dat het averechts werkt is nu {wrong:chance}.",
        "For the choice whether to do this, the most worth knowing is: {title}. The chance that it works the wrong way is {wrong:chance} now.",
    ),
    "sensitivity.no_worth": (
        "Voor de keuze om dit wel of niet te doen maakt geen enkele meting verschil: de kans dat het averechts werkt is {wrong:chance}. Wat het kost telt hier niet mee.",
        "For the choice whether to do this no measurement makes a difference: the chance that it works the wrong way is {wrong:chance}. What it costs is left aside.",
    ),
    "sensitivity.measure.again": (
        "meet ‘{measure}’ nog een jaar.",
        "measure ‘{measure}’ for another year.",
    ),
    "sensitivity.measure.size": (
        "probeer ‘{title}’ eerst op een paar plekken en tel wat er verandert.",
        "try ‘{title}’ in a few places first and count what changes.",
    ),
    "sensitivity.measure.lag": (
        "meet ‘{end}’ elk jaar na een verandering van ‘{start}’ ({link}).",
        "measure ‘{end}’ every year after a change of ‘{start}’ ({link}).",
    ),
    "sensitivity.measure.unmeasured": (
        "meet ‘{end}’ bij alle organisaties, naast ‘{start}’ ({link}). Dat is nu nog nooit gedaan.",
        "measure ‘{end}’ at all organisations, beside ‘{start}’ ({link}). That was never done so far.",
    ),
    "sensitivity.measure.measured": (
        "meet ‘{end}’ bij meer organisaties of langer, naast ‘{start}’ ({link}).",
        "measure ‘{end}’ at more organisations or for longer, beside ‘{start}’ ({link}).",
    ),
    # --- On the screen -----------------------------------------------------------------------------------------------
    "cli.drawing": ("Doorrekenen…", "Running…"),
    "cli.solving": ("Uitzoeken wat er nodig is…", "Finding out what it takes…"),
    "cli.weighing": ("Wegen wat ertoe doet…", "Weighing what matters…"),
    "cli.bad_tolerance": (
        "‘{given}’ kan niet als `--tolerance`; geef een getal boven 0 en tot en met 1, bijvoorbeeld 0.02",
        "‘{given}’ is no `--tolerance`; give a number above 0 and up to 1, for example 0.02",
    ),
    "cli.bad_of": (
        "‘{given}’ kan niet als `--of`; kies change of level",
        "‘{given}’ is no `--of`; choose change or level",
    ),
    "cli.bad_chance": (
        "een scenario is te bewaren voor een kans van {known}, niet voor {given}",
        "a scenario can be saved for a chance of {known}, not of {given}",
    ),
    "compare.head": ("Wat er zou veranderen", "What would change"),
    "compare.now": ("{measure}. Zoals het nu gaat: {levels}.", "{measure}. As it goes now: {levels}."),
    "compare.now_assumed": (
        "{measure}. Zoals het nu gaat, met een aangenomen verloop: {levels}.",
        "{measure}. As it goes now, with an assumed course: {levels}.",
    ),
    "compare.now_unknown": ("{measure}. Het niveau is niet bekend.", "{measure}. The level is not known."),
    "compare.in_year": ("{year}: {level}", "{year}: {level}"),
    "compare.level.percent": ("{value:n}%", "{value:n}%"),
    "compare.level.unit": ("{value:n} {unit}", "{value:n} {unit}"),
    "compare.more": ("kans op meer {chance:chance}", "chance of more {chance:chance}"),
    "compare.changed_in": ("Wat is veranderd bij {letter}", "What was changed in {letter}"),
    "compare.left_out_in": ("Wat u moet weten bij {letter}", "What to know about {letter}"),
    "compare.level_between": ("{level} ({low:n} tot {high:n})", "{level} ({low:n} to {high:n})"),
    "cli.unreadable_scenario": ("kan niet gelezen worden: {why}", "cannot be read: {why}"),
    "compare.better": ("kans op verbetering {chance:chance}", "chance that it is better {chance:chance}"),
    "compare.head_chances": ("Kans om de doelen te halen", "Chance of reaching the targets"),
    "compare.head_target": ("Doel", "Target"),
    "compare.goal": ("{title}: {value:n} in {year}", "{title}: {value:n} in {year}"),
    "compare.as_it_goes": ("zoals het nu gaat", "as it goes now"),
    "compare.margin": ("{difference} ({low} tot {high})", "{difference} ({low} to {high})"),
    "compare.chance": ("{chance:chance}", "{chance:chance}"),
    "compare.untold": ("{target}: {reason}", "{target}: {reason}"),
    "reach.now": (
        "‘{indicator}’: doel {goal:n} in {year}. Zoals het nu gaat is de kans {chance:chance}.",
        "‘{indicator}’: target {goal:n} in {year}. As it goes now the chance is {chance:chance}.",
    ),
    "reach.with_scenario": (
        "‘{indicator}’: doel {goal:n} in {year}. Met scenario ‘{title}’ is de kans {chance:chance}.",
        "‘{indicator}’: target {goal:n} in {year}. With scenario ‘{title}’ the chance is {chance:chance}.",
    ),
    "reach.from": (
        "Elke knop wordt apart gedraaid, vanaf {day}. De rest blijft zoals het nu gaat.",
        "Every lever is turned by itself, from {day} on. The rest stays as it goes now.",
    ),
    "reach.none_alone": (
        "geen enkele knop kan dit alleen; voeg scenario’s samen met `combines`",
        "no lever can do this alone; put scenarios together with `combines`",
    ),
    "reach.untested": (
        "Dit rust op {links}, en dat is nooit gemeten.",
        "This rests on {links}, which was never measured.",
    ),
    "reach.tried": (
        "Niemand gaf op hoe ver dit kan; geprobeerd is ×{least:r} tot ×{most:r}.",
        "Nobody said how far this can go; ×{least:r} to ×{most:r} was tried.",
    ),
    "reach.kind.pace": ("tempo", "pace"),
    "reach.kind.factor": ("inzet", "effort"),
    "reach.kind.conversion": ("doorstroom", "conversion"),
    "reach.head_kind": ("Soort", "Kind"),
    "reach.head_lever": ("Knop", "Lever"),
    "reach.head_answer": ("Wat er nodig is", "What it takes"),
    "sensitivity.head": ("Wat telt voor ‘{measure}’ in {year}", "What counts for ‘{measure}’ in {year}"),
    "sensitivity.standard": (
        "Er is geen scenario genoemd. Daarom: wat als alles aan het begin van de keten vanaf volgend jaar een tiende meer wordt?",
        "No scenario was named. So: what if everything at the start of the chain is a tenth more from next year on?",
    ),
    "sensitivity.head_number": ("Onzeker getal", "Uncertain number"),
    "sensitivity.head_ends": ("Antwoord bij laag … hoog", "Answer at low … high"),
    "sensitivity.head_total": ("Deel onzekerheid", "Part of uncertainty"),
    "sensitivity.head_narrower": ("Smaller als bekend", "Narrower if known"),
    # --- Reasons ---------------------------------------------------------------------------------------------------
    "compare.reason.course": (
        "Het niveau rust op een aangenomen verloop, want uit de cijfers is niets te ramen.",
        "The level rests on an assumed course, since nothing can be projected from the figures.",
    ),
    "compare.reason.no_level": (
        "Alleen de verandering is te zeggen. Er is geen raming, en niemand heeft een verloop aangenomen.",
        "Only the change can be told. There is no projection, and nobody assumed a course.",
    ),
    "compare.reason.no_indicator": (
        "Alleen de verandering is te zeggen: dit wordt niet gemeten.",
        "Only the change can be told: this is not measured.",
    ),
    "compare.reason.projection": (
        "Het niveau is de raming uit de cijfers.",
        "The level is the projection from the figures.",
    ),
    "compare.reason.bounded": (
        "In {part:p} van de gevallen houdt een grens het tegen: meer dan er is kan niet.",
        "In {part:p} of cases a limit holds it: there cannot be more than there is.",
    ),
    "compare.reached_already": (
        "Het doel is al gehaald.",
        "The target has been reached already.",
    ),
    "compare.chance.cannot_tell": (
        "{why}",
        "{why}",
    ),
    "compare.chance.no_level": (
        "Niet te zeggen: niemand weet hoe hoog ‘{indicator}’ in {year} is.",
        "Cannot tell: nobody knows how high ‘{indicator}’ is in {year}.",
    ),
    "compare.moved_by_figures": (
        "De cijfers trekken {link} van {prior:r} naar {used:r}.",
        "The figures pull {link} from {prior:r} to {used:r}.",
    ),
    "compare.not_settled": (
        "Het antwoord schommelt nog: na {draws:n} trekkingen schelen de grenzen door het toeval {error:p1} van de breedte van de marge (gevraagd was {wanted:p1}).",
        "The answer still wavers: after {draws:n} draws the limits are off by {error:p1} of the width of the margin by chance (asked: {wanted:p1}).",
    ),
    "compare.settled": (
        "Doorgerekend met {draws:n} trekkingen. Door het toeval daarin schelen de grenzen hoogstens {error:p1} van de breedte van de marge.",
        "Reckoned with {draws:n} draws. By chance in these the limits are off by {error:p1} of the width of the margin at most.",
    ),
}
