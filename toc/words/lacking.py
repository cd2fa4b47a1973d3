"""Fixed words of the part of the report on what is missing and what to do about it.

In the braces: as in ``toc.words.sentences``.
"""

LACKING_LABELS: dict[str, tuple[str, str]] = {
    "lacking.short": ("Wat ontbreekt", "What is missing"),
    "lacking.title": ("Wat ontbreekt, en wat kan er gebeuren?", "What is missing, and what can be done?"),
    "lacking.sentence": (
        "{asked}; van {links:n} van de {all:n} verbanden {links:plural|is|zijn} een of beide kanten niet gemeten.",
        "{asked}; of {links:n} of the {all:n} links one side or both {links:plural|was|were} not measured.",
    ),
    "lacking.sentence_no_links": ("{asked}.", "{asked}."),
    "lacking.asked": (
        "Van de {expected:n} gevraagde cijfers {missing:plural|ontbreekt|ontbreken} er {missing:n}",
        "Of the {expected:n} figures that were asked for, {missing:n} {missing:plural|is|are} lacking",
    ),
    "lacking.asked_all": (
        "Alle {expected:n} gevraagde cijfers zijn er",
        "All {expected:n} figures that were asked for are there",
    ),
    "lacking.asked_none": ("Aan niemand zijn cijfers gevraagd", "Nobody was asked for figures"),
    # --- Next steps --------------------------------------------------------------------------------------------
    "lacking.steps": ("Volgende stappen", "Next steps"),
    "lacking.no_steps": (
        "Er zijn geen volgende stappen die uit de cijfers volgen.",
        "No next steps follow from the figures.",
    ),
    "lacking.order": (
        "De volgorde: eerst wie wat doet, dan metingen, cijfers die ontbreken, afspraken over doelen, bronnen die elkaar tegenspreken, aannames en beweringen. Binnen elke soort staat voorop wat het meest zegt.",
        "The order: first who does what, then measurements, figures that are lacking, agreements on targets, sources that contradict each other, assumptions and claims. Within each kind, what tells most comes first.",
    ),
    "lacking.more_steps": (
        "Er {count:plural|is nog één stap|zijn nog {count:n} stappen} van dezelfde soorten, die minder {count:plural|zegt|zeggen}.",
        "There {count:plural|is one more step|are {count:n} more steps} of the same kinds, which {count:plural|tells|tell} less.",
    ),
    "lacking.column.what": ("Wat", "What"),
    "lacking.column.why": ("Wat dat oplevert", "What that would tell"),
    "lacking.column.owner": ("Wie", "Who"),
    "lacking.column.about": ("Gaat over", "Is about"),
    "lacking.appoint": (
        "Wijs iemand aan voor {count:plural|de stap|de {count:n} stappen} hieronder waar nog niemand voor is",
        "Appoint somebody for the {count:plural|step|{count:n} steps} below that nobody has yet",
    ),
    "lacking.appoint_why": (
        "Zolang niemand een stap heeft, gebeurt die meestal niet. In het model is dit in te vullen als ‘owner’.",
        "As long as a step is nobody's, it usually does not happen. It can be filled in in the model as ‘owner’.",
    ),
    "lacking.measure": ("Meet ‘{title}’", "Measure ‘{title}’"),
    "lacking.measure_again": ("Meet ‘{title}’ vaker of preciezer", "Measure ‘{title}’ more often or more precisely"),
    "lacking.measure_one": (
        "Dan is te beoordelen of ‘{start}’ doorwerkt in ‘{end}’.",
        "Then it can be judged whether ‘{start}’ translates into ‘{end}’.",
    ),
    "lacking.measure_many": (
        "Dan zijn {count:n} verbanden te beoordelen: {links}.",
        "Then {count:n} links can be judged: {links}.",
    ),
    "lacking.again": ("De stand nu: {reason}.", "As it stands: {reason}."),
    "lacking.around.whole": (
        "Al het andere op die route werkt door, dus deze meting beslist of de keten sluit.",
        "Everything else on that route translates, so this measurement decides whether the chain holds.",
    ),
    "lacking.around.broken": (
        "Op die route werkt ook iets anders niet door: {links}.",
        "On that route something else does not translate either: {links}.",
    ),
    "lacking.around.open": (
        "Op die route is daarna nog iets anders open.",
        "After that something else is still open on that route.",
    ),
    "lacking.report": ("Vraag de cijfers op die ontbreken", "Ask for the figures that are lacking"),
    "lacking.report_why": (
        "Het gaat om {count:n} {count:plural|cijfer|cijfers} van {organisations:n} {organisations:plural|organisatie|organisaties}, over {elements:n} {elements:plural|onderwerp|onderwerpen}. Zonder die cijfers is een totaal niet volledig.",
        "These are {count:n} {count:plural|figure|figures} of {organisations:n} {organisations:plural|organisation|organisations}, on {elements:n} {elements:plural|subject|subjects}. Without them a total is not complete.",
    ),
    "lacking.report_owner": (
        "van wie ze ontbreken: zie de tabel hieronder",
        "those whose figures are lacking: see the table below",
    ),
    "lacking.target_refused": (
        "Maak ‘{indicator}’ en het doel van {goal} vergelijkbaar",
        "Make ‘{indicator}’ and the target of {goal} comparable",
    ),
    "lacking.target_unmeasured": (
        "Meet ‘{indicator}’: er is een doel van {goal}",
        "Measure ‘{indicator}’: there is a target of {goal}",
    ),
    "lacking.target_unmeasured_why": (
        "Dan is te zeggen of dat doel dichterbij komt. Nu is daar geen cijfer over.",
        "Then it can be told whether that target comes closer. There is no figure on it now.",
    ),
    "lacking.no_baseline": (
        "Stel een nulmeting vast voor {count:plural|één doel|{count:n} doelen}: {titles}",
        "Settle a baseline for {count:plural|one target|{count:n} targets}: {titles}",
    ),
    "lacking.no_baseline_why": (
        "Dan is te zeggen welk deel van de weg is afgelegd, en of dat op tijd is. Nu is alleen te zeggen welk deel van het doel er is.",
        "Then it can be told what part of the way has been covered, and whether that is on time. Now it can only be told what part of the target there is.",
    ),
    "lacking.allocate": (
        "Verdeel ook de rest van het doel van {goal} voor ‘{indicator}’",
        "Divide the rest of the target of {goal} for ‘{indicator}’ too",
    ),
    "lacking.allocate_why": (
        "Halen alle {count:n} delen hun eigen doel, dan komt het geheel nog {rest} te kort.",
        "When all {count:n} parts reach their own target, the whole still falls {rest} short.",
    ),
    "lacking.conflict": ("Zoek uit wat klopt: ‘{title}’", "Find out what is right: ‘{title}’"),
    "lacking.conflict_why.no_conclusion": (
        "Nu trekt dit rapport hier geen conclusie, want de bronnen spreken elkaar tegen.",
        "At present this report draws no conclusion here, as the sources contradict each other.",
    ),
    "lacking.conflict_why.quarantine": (
        "Nu wordt dit cijfer getoond en nergens gebruikt.",
        "At present this figure is shown and used nowhere.",
    ),
    "lacking.conflict_why.keep_both_as_range": (
        "Nu tellen beide lezingen mee, en dat maakt de marge groter.",
        "At present both readings count, which makes the margin larger.",
    ),
    "lacking.conflict_why.keep_apart": (
        "Nu staan de getallen naast elkaar, en zijn ze niet op te tellen of te vergelijken.",
        "At present the figures stand side by side, and cannot be added up or compared.",
    ),
    "lacking.conflict_touches": (
        "Het raakt {count:n} {count:plural|onderdeel of cijfer|onderdelen en cijfers}.",
        "It touches {count:n} {count:plural|element or figure|elements and figures}.",
    ),
    "lacking.assumption": ("Zoek uit of dit klopt: ‘{title}’", "Find out whether this holds: ‘{title}’"),
    "lacking.assumption_why": (
        "Er rusten {count:n} verbanden op: {links}. Nu is dit {status}.",
        "{count:n} links rest on it: {links}. At present it is {status}.",
    ),
    "lacking.claims": (
        "Onderbouw {count:plural|één bewering|{count:n} beweringen}, of laat {count:plural|die|ze} weg",
        "Give grounds for {count:plural|one claim|{count:n} claims}, or leave {count:plural|it|them} out",
    ),
    "lacking.claims_why": (
        "Met de cijfers die er zijn, is niet te zeggen of {count:plural|die|ze} {count:plural|klopt|kloppen}.",
        "With the figures that there are, it cannot be told whether {count:plural|it holds|they hold}.",
    ),
    # --- Who ---------------------------------------------------------------------------------------------------
    "lacking.owner.nobody": ("nog niemand", "nobody yet"),
    "lacking.owner.readers": ("wie dit rapport bespreekt", "whoever discusses this report"),
    "lacking.owner.every": ("alle {plural}", "all {plural}"),
    "lacking.owner.writers": ("wie het schreef: {names}", "who wrote it: {names}"),
    # --- Who did not report ------------------------------------------------------------------------------------
    "lacking.absent": ("Van wie cijfers ontbreken", "Whose figures are lacking"),
    "lacking.absent_intro": (
        "Dit zijn cijfers die zijn gevraagd en niet in de gegevens staan. Organisaties van wie hetzelfde ontbreekt, staan bij elkaar. Staat het laatste gevraagde cijfer er wel, dan is het hier niet genoemd.",
        "These are figures that were asked for and are not in the data. Organisations that lack the same stand together. Where the last figure asked for is there, it is not named here.",
    ),
    "lacking.absent_none": (
        "Van het laatste gevraagde jaar is alles er wat is gevraagd.",
        "Of the last year asked for, all is there that was asked.",
    ),
    "lacking.column.organisation": ("Organisatie", "Organisation"),
    "lacking.column.absent": ("Ontbreekt", "Lacking"),
    "lacking.column.since": ("Sinds", "Since"),
    "lacking.since": ("{period}", "{period}"),
    "lacking.never": ("het begin ({period})", "the start ({period})"),
    "lacking.report_owner_apart": (
        "wie ze niet meldde; het rapport noemt hen",
        "those who did not report them; the report names them",
    ),
    "lacking.unmeasured": ("Nog niet gemeten: {names}.", "Not measured yet: {names}."),
    "lacking.names": ("{names} en nog {count:n}", "{names} and {count:n} more"),
    "lacking.all_of": ("Alle {count:n} {plural}", "All {count:n} {plural}"),
    "lacking.more": (
        "Bij nog {organisations:n} {organisations:plural|organisatie|organisaties} {count:plural|ontbreekt|ontbreken} samen {count:n} {count:plural|onderwerp|onderwerpen}.",
        "Of {organisations:n} more {organisations:plural|organisation|organisations} {count:n} {count:plural|subject is|subjects are} lacking in all.",
    ),
}
