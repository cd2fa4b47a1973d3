"""Fixed words on organisations below the one that a report is about: who contributed what, and who stands out.

In the braces: as in ``toc.words.sentences``.
"""

PARTS_LABELS: dict[str, tuple[str, str]] = {
    # --- A report of one organisation --------------------------------------------------------------------------
    "coverage.only_own": ("gevraagd van de organisatie zelf", "asked of the organisation itself"),
    "coverage.of_own": (
        "Gevraagd van de organisatie zelf: per gegeven het jaar en wat er bekend is",
        "Asked of the organisation itself: for each data element the year and what is known",
    ),
    # --- Organisations -----------------------------------------------------------------------------------------
    "part.short": ("Per organisatie", "By organisation"),
    "part.title": ("Per organisatie: {who}", "By organisation: {who}"),
    "part.intro": (
        "Hieronder {count:plural|staat|staan} {count:n} {who}. Elk heeft een eigen bladzijde met eigen cijfers. De volgorde is die van het model en is geen ranglijst.",
        "Below {count:plural|is|are} {count:n} {who}. Each has a page of its own with its own figures. The order is that of the model and is no ranking.",
    ),
    "part.back": ("Alle organisaties", "All organisations"),
    "part.reported": ("{reported:n} van {asked:n} indicatoren", "{reported:n} of {asked:n} indicators"),
    "part.all": ("alles gemeld", "all reported"),
    "part.some": ("deels gemeld", "partly reported"),
    "part.nothing": ("niets gemeld", "nothing reported"),
    "part.none_asked": ("niets gevraagd", "nothing asked"),
    "part.count": ("{count:n} {word}", "{count:n} {word}"),
    "part.no_targets": ("geen eigen doelen", "no targets of its own"),
    "part.links.shown": ("bij {count:n} blijft het vervolg achter", "{count:n} where the next step lags behind"),
    "part.links.unproven": ("bij {count:n} laten de cijfers het open", "{count:n} where figures leave it open"),
    "part.links.unmeasured": ("{count:n} niet of te weinig gemeten", "{count:n} not or too little measured"),
    "part.links.translating": ("{count:n} {count:plural|werkt|werken} door", "{count:n} translating"),
    "part.links.other": ("{count:n} nog niet te beoordelen", "{count:n} not to be judged yet"),
    "part.no_links": ("geen eigen cijfers", "no figures of its own"),
    "part.not_asked": (
        "{count:n} {count:plural|indicator wordt|indicatoren worden} van deze organisatie niet gevraagd en {count:plural|staat|staan} er niet bij.",
        "{count:n} {count:plural|indicator is|indicators are} not asked of this organisation and {count:plural|is|are} left out.",
    ),
    "part.silent_links": (
        "{count:n} {count:plural|verband is|verbanden zijn} bij deze organisatie niet gemeten.",
        "{count:n} {count:plural|link is|links are} not measured for this organisation.",
    ),
    "part.figures": ("De cijfers", "The figures"),
    "part.figures_note": (
        "‘Aandeel’ is het deel van het cijfer van het geheel; een streepje betekent dat het niet optelt of dat er geen cijfer is. Een verwachting staat met haar marge van 80%.",
        "‘Share’ is the part of the figure of the whole; a dash means that it does not add up or that there is no figure. An expectation stands with its 80% margin.",
    ),
    "part.chart": ("grafiek", "chart"),
    "part.verdicts": ("Werkt het hier door?", "Does it translate here?"),
    "part.verdicts_none": (
        "Van geen enkel verband heeft deze organisatie het begin en het vervolg gemeten.",
        "This organisation has not measured the start and the next step of any link.",
    ),
    "part.children": (
        "{who} binnen deze organisatie, cijfers over {period}",
        "{who} within this organisation, figures for {period}",
    ),
    "part.level": ("Soort", "Kind"),
    "part.belongs": ("Hoort bij", "Belongs to"),
    "part.since": ("Meldt sinds", "Reports since"),
    "part.until": ("Meldde tot en met", "Reported until"),
    "part.within": ("Daarbinnen", "Within it"),
    "part.within_count": ("{count:n} {who}", "{count:n} {who}"),
    "part.spell": ("{parent}", "{parent}"),
    "part.spell_since": ("{parent} (sinds {since})", "{parent} (since {since})"),
    "part.spell_until": ("{parent} (tot en met {until})", "{parent} (until {until})"),
    "part.spell_since_until": ("{parent} ({since} tot en met {until})", "{parent} ({since} until {until})"),
    "part.older": ("{period} ({newest}: {state})", "{period} ({newest}: {state})"),
    "part.part": ("{period}, {months}", "{period}, {months}"),
    "part.ahead": ("{year}: {middle} ({wide})", "{year}: {middle} ({wide})"),
    "part.no_goal": ("geen doel", "no target"),
    "part.no_ahead": ("niet te zeggen", "cannot tell"),
    "part.column.organisation": ("Organisatie", "Organisation"),
    "part.column.reported": ("Gemeld over {year}", "Reported for {year}"),
    "part.column.targets": ("Eigen doelen", "Targets of its own"),
    "part.column.links": ("Verbanden", "Links"),
    "part.column.indicator": ("Indicator", "Indicator"),
    "part.column.last": ("Laatste cijfer", "Last figure"),
    "part.column.period": ("Over", "For"),
    "part.column.share": ("Aandeel", "Share"),
    "part.column.goal": ("Doel", "Target"),
    "part.column.ahead": ("Verwacht", "Expected"),
    "part.column.coverage": ("Gemeld door", "Reported by"),
    # --- Small charts ------------------------------------------------------------------------------------------
    "multiples.title": ("{indicator}: {who} naast elkaar", "{indicator}: {who} side by side"),
    "multiples.description": (
        "Een kleine grafiek voor elk van {count:n} {who}, alle op dezelfde schaal.",
        "A small chart for each of {count:n} {who}, all on the same scale.",
    ),
    "multiples.missing": (
        "Waar de lijn onderbroken is, is er geen cijfer.",
        "Where the line is broken there is no figure.",
    ),
    "multiples.silent": ("Zonder cijfers: {names}.", "Without figures: {names}."),
    "multiples.more": (
        "Nog {count:n} {count:plural|organisatie is|organisaties zijn} niet getekend.",
        "{count:n} more {count:plural|organisation is|organisations are} not drawn.",
    ),
    "multiples.none": ("geen cijfers", "no figures"),
    # --- Who moved the figure ----------------------------------------------------------------------------------
    "contribution.organisations": ("organisaties", "organisations"),
    "contribution.organisation": ("organisatie", "organisation"),
    "contribution.title": ("Wie veranderde het cijfer? Naar {who}", "Who moved the figure? By {who}"),
    "contribution.all_rise": (
        "Het cijfer steeg van {first} in {start} naar {last} in {end}: {change} erbij.",
        "The figure rose from {first} in {start} to {last} in {end}: {change} more.",
    ),
    "contribution.all_fall": (
        "Het cijfer daalde van {first} in {start} naar {last} in {end}: {change} eraf.",
        "The figure fell from {first} in {start} to {last} in {end}: {change} less.",
    ),
    "contribution.all_same": (
        "Het cijfer bleef gelijk van {start} op {end}: {last}.",
        "The figure stayed the same from {start} to {end}: {last}.",
    ),
    "contribution.some_rise": (
        "Niet overal is van beide jaren een cijfer. Bij de {count:n} {who} waar dat wel zo is, steeg het samen van {first} in {start} naar {last} in {end}: {change} erbij.",
        "Not everyone has a figure of both years. Of the {count:n} {who} that have, it rose together from {first} in {start} to {last} in {end}: {change} more.",
    ),
    "contribution.some_fall": (
        "Niet overal is van beide jaren een cijfer. Bij de {count:n} {who} waar dat wel zo is, daalde het samen van {first} in {start} naar {last} in {end}: {change} eraf.",
        "Not everyone has a figure of both years. Of the {count:n} {who} that have, it fell together from {first} in {start} to {last} in {end}: {change} less.",
    ),
    "contribution.some_same": (
        "Niet overal is van beide jaren een cijfer. Bij de {count:n} {who} waar dat wel zo is, bleef het samen gelijk van {start} op {end}: {last}.",
        "Not everyone has a figure of both years. Of the {count:n} {who} that have, it stayed the same together from {start} to {end}: {last}.",
    ),
    "contribution.nobody": (
        "Geen van de {who} heeft over zowel {start} als {end} een cijfer van een heel jaar. Wie het geheel veranderde, is dus niet te zeggen.",
        "None of the {who} has a whole year's figure of both {start} and {end}. So nobody can tell who moved the whole.",
    ),
    "contribution.from_rise": (
        "Van die stijging kwam {share:p} van {count:n} {who}: {names}.",
        "Of that rise, {share:p} came from {count:n} {who}: {names}.",
    ),
    "contribution.from_fall": (
        "Van die daling kwam {share:p} van {count:n} {who}: {names}.",
        "Of that fall, {share:p} came from {count:n} {who}: {names}.",
    ),
    "contribution.named": ("{name} ({share})", "{name} ({share})"),
    "contribution.cancel": (
        "Daarachter gaan stijgingen en dalingen schuil: bij {ups:n} kwam er samen {up} bij, bij {downs:n} ging er samen {down} af.",
        "Behind this are rises and falls: with {ups:n} it rose by {up} together, with {downs:n} it fell by {down} together.",
    ),
    "contribution.split": (
        "Daarvan kwam {own} doordat het cijfer van organisaties zelf veranderde, en {mix} doordat hun aandeel in het geheel veranderde.",
        "Of this, {own} came from the figures of organisations themselves, and {mix} from their changed share in the whole.",
    ),
    "contribution.split_own": (
        "Dat komt helemaal doordat het cijfer van organisaties zelf veranderde; hun aandeel in het geheel maakte samen niets uit.",
        "All of it came from the figures of organisations themselves; together, their share in the whole made no difference.",
    ),
    "contribution.moved_most": ("Het meeste bewoog bij {names}.", "Most of it moved at {names}."),
    "contribution.no_before": (
        "Over {period} is het verdeeld zoals hieronder. Een heel jaar daarvoor is er niet; wie het cijfer veranderde, is dus nog niet te zeggen.",
        "For {period} it is divided as below. There is no whole year before it, so nobody can tell yet who moved the figure.",
    ),
    "contribution.refused_distinct": (
        "De {who} tellen hier niet op tot het geheel: wie bij twee van hen meedoet, telt in het geheel één keer. Daarom staan er geen aandelen.",
        "The {who} do not add up to the whole here: who takes part with two of them counts once in the whole. So there are no shares.",
    ),
    "contribution.refused_mean": (
        "Het cijfer van het geheel is een gemiddelde van de {who} en geen som. Daarom staan er geen aandelen.",
        "The figure of the whole is an average of the {who} and not a sum. So there are no shares.",
    ),
    "contribution.refused_max": (
        "Het cijfer van het geheel is het hoogste van de {who} en geen som. Daarom staan er geen aandelen.",
        "The figure of the whole is the highest of the {who} and not a sum. So there are no shares.",
    ),
    "contribution.refused_none": (
        "De cijfers van de {who} zijn niet samen te nemen tot een cijfer van het geheel. Daarom staan er geen aandelen.",
        "The figures of the {who} cannot be taken together into a figure of the whole. So there are no shares.",
    ),
    "contribution.refused_formula": (
        "Door de manier waarop dit cijfer wordt berekend, tellen de {who} niet op tot het geheel. Daarom staan er geen aandelen.",
        "By the way this figure is computed, the {who} do not add up to the whole. So there are no shares.",
    ),
    "contribution.refused_withheld": (
        "Van een van de {who} is het cijfer niet openbaar. Aandelen zouden het verraden; daarom staan ze er niet.",
        "The figure of one of the {who} is not public. Shares would give it away; so there are none.",
    ),
    "contribution.refused_own": (
        "Het cijfer van het geheel is niet de som van wat de {who} meldden: het geheel gaf een eigen cijfer. Daarom staan er geen aandelen.",
        "The figure of the whole is not the sum of what the {who} reported: the whole gave a figure of its own. So there are no shares.",
    ),
    "contribution.absent": (
        "Zonder cijfer over {period} ({count:n}): {names}.",
        "Without a figure for {period} ({count:n}): {names}.",
    ),
    "contribution.only_one": ("Alleen over {period} een cijfer: {names}.", "A figure for {period} only: {names}."),
    "contribution.not_alike": (
        "Daardoor zijn de cijfers van het geheel over {start} en {end} niet zonder meer te vergelijken.",
        "So the figures of the whole for {start} and {end} cannot simply be compared.",
    ),
    "contribution.partial": (
        "Over een deel van een jaar, en daarom niet meegeteld bij de verandering: {names}.",
        "Over a part of a year, and so not counted in the change: {names}.",
    ),
    "contribution.uneven": (
        "Bij {names} telden in {end} niet evenveel organisaties mee als in {start}. Hun verschil kan ook daardoor komen.",
        "At {names}, not as many organisations counted in {end} as in {start}. Their difference may come from that too.",
    ),
    "contribution.split_note": (
        "Dit is een rekensom over twee jaren. Wat de verandering veroorzaakte, zegt zij niet.",
        "This is a sum over two years. It does not say what caused the change.",
    ),
    "contribution.unknown": ("niet bekend", "not known"),
    "contribution.not_asked": ("niet gevraagd", "not asked"),
    "contribution.out": ("hoorde er niet bij", "did not belong"),
    "contribution.itself": ("zelf", "itself"),
    "contribution.covered": ("{reported:n} van {expected:n}", "{reported:n} of {expected:n}"),
    "contribution.points": ("procentpunt", "percentage points"),
    "contribution.chart_change": (
        "{indicator}: wat elk bijdroeg aan de verandering van {start} op {end}",
        "{indicator}: what each added to the change from {start} to {end}",
    ),
    "contribution.chart_figure": ("{indicator} in {end}, naar organisatie", "{indicator} in {end}, by organisation"),
    "contribution.chart_words": ("Van meer naar minder: {figures}.", "From more to less: {figures}."),
    "contribution.table": ("De cijfers van deze grafiek", "The figures of this chart"),
    "contribution.column.organisation": ("Organisatie", "Organisation"),
    "contribution.column.share": ("Aandeel in het geheel", "Share of the whole"),
    "contribution.column.change": ("Droeg bij aan de verandering", "Added to the change"),
    "contribution.column.change_share": ("Aandeel in de verandering", "Share of the change"),
    "contribution.column.own": ("door het eigen cijfer", "by its own figure"),
    "contribution.column.mix": ("door het aandeel in het geheel", "by its share in the whole"),
    "contribution.column.coverage": ("Gemeld door", "Reported by"),
    # --- Who stands out ----------------------------------------------------------------------------------------
    "peers.title": ("Welke {who} vallen op, gegeven hun omvang?", "Which {who} stand out, given their size?"),
    "peers.none": (
        "In {period} valt geen van de {count:n} {who} buiten wat bij hun omvang toeval kan zijn. De verschillen tussen hen zijn dus geen reden om er een uit te lichten.",
        "In {period} none of the {count:n} {who} lies outside what may be chance at their size. So the differences between them are no reason to single one out.",
    ),
    "peers.some": (
        "In {period} {out:plural|valt|vallen} {out:n} van de {count:n} {who} buiten wat bij hun omvang toeval kan zijn.",
        "In {period}, {out:n} of the {count:n} {who} {out:plural|lies|lie} outside what may be chance at their size.",
    ),
    "peers.above": ("Hoger: {names}.", "Higher: {names}."),
    "peers.below": ("Lager: {names}.", "Lower: {names}."),
    "peers.named": (
        "{name} met {figure} (bij deze omvang is {low} tot {high} te verwachten)",
        "{name} with {figure} (at this size {low} to {high} is to be expected)",
    ),
    "peers.not_why": (
        "Waardoor dat komt, zegt deze vergelijking niet. Het is een reden om te gaan kijken.",
        "This comparison does not tell why. It is a reason to go and look.",
    ),
    "peers.how": (
        "Hoe kleiner een organisatie, hoe meer haar cijfer door toeval schommelt. Daarom staat hier geen ranglijst, en lopen de lijnen links verder uit elkaar. Tussen de buitenste lijnen ligt een organisatie die niet anders is dan de rest 998 van de 1.000 keer.",
        "The smaller an organisation, the more its figure swings by chance. So there is no ranking here, and the lines lie further apart at the left. An organisation that is no different from the rest lies between the outer lines 998 of 1,000 times.",
    ),
    "peers.widened": (
        "De organisaties verschillen onderling meer dan toeval alleen geeft. De lijnen zijn daarom ruimer getrokken: alleen wie ook daarbuiten valt, is anders dan de rest.",
        "The organisations differ more than chance alone gives. So the lines are drawn wider: only who lies outside those too is different from the rest.",
    ),
    "peers.by_chance": (
        "‘Aan de rand’ is buiten de binnenste lijnen; bij {count:n} organisaties zijn dat er door toeval alleen al ongeveer {expected:n}.",
        "‘At the edge’ is outside the inner lines; of {count:n} organisations that is about {expected:n} by chance alone.",
    ),
    "peers.chart": ("{indicator} in {period}, naar omvang", "{indicator} in {period}, by size"),
    "peers.chart_words": ("{name}: {figure}, omvang {size:n}, {place}.", "{name}: {figure}, size {size:n}, {place}."),
    "peers.size": ("Omvang: {what}", "Size: {what}"),
    "peers.middle": ("samen {figure}", "together {figure}"),
    "peers.limit95": ("95 van de 100", "95 in 100"),
    "peers.limit998": ("998 van de 1.000", "998 in 1,000"),
    "peers.place_within": ("kan toeval zijn", "may be chance"),
    "peers.place_edge": ("aan de rand, kan toeval zijn", "at the edge, may be chance"),
    "peers.place_above": ("hoger dan bij deze omvang toeval kan zijn", "higher than may be chance at this size"),
    "peers.place_below": ("lager dan bij deze omvang toeval kan zijn", "lower than may be chance at this size"),
    "peers.column.size": ("Omvang", "Size"),
    "peers.column.bounds": ("Bij deze omvang te verwachten", "To be expected at this size"),
    "peers.column.place": ("Wat dat zegt", "What that says"),
}
