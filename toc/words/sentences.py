"""Every sentence that the engine can say, Dutch and English side by side, under a stable code.

In the braces: ``:n`` a number, ``:r`` a rounded number, ``:x`` a factor, ``:p`` a percentage of one, ``:plural|one|many`` a word by number.
"""

from __future__ import annotations

from toc.words.money import MONEY_SENTENCES
from toc.words.overview import OVERVIEW_SENTENCES
from toc.words.verdicts import VERDICT_SENTENCES
from toc.words.what_if import WHAT_IF_SENTENCES

SENTENCES: dict[str, tuple[str, str]] = {
    **VERDICT_SENTENCES,
    **OVERVIEW_SENTENCES,
    **WHAT_IF_SENTENCES,
    **MONEY_SENTENCES,
    # --- Periods -----------------------------------------------------------------------------------------------
    "period.unknown": (
        "‘{label}’ is geen periode; schrijf bijvoorbeeld 2024, 2024-Q3, 2024-07, 2024/25 of 2023-07..2024-12",
        "‘{label}’ is not a period; write for example 2024, 2024-Q3, 2024-07, 2024/25 or 2023-07..2024-12",
    ),
    "period.unknown_day": (
        "‘{label}’ is geen dag; schrijf bijvoorbeeld 2027-08-31",
        "‘{label}’ is not a day; write for example 2027-08-31",
    ),
    "period.reversed": (
        "de periode eindigt ({end}) voordat zij begint ({start})",
        "the period ends ({end}) before it starts ({start})",
    ),
    # --- Formulas ----------------------------------------------------------------------------------------------
    "formula.too_long": (
        "de formule is langer dan {limit} tekens",
        "the formula is longer than {limit} characters",
    ),
    "formula.character": (
        "het teken ‘{word}’ op plaats {place} hoort niet in een formule\n{pointer}",
        "the character ‘{word}’ at place {place} does not belong in a formula\n{pointer}",
    ),
    "formula.unexpected": (
        "‘{word}’ past hier niet (plaats {place})\n{pointer}",
        "‘{word}’ does not fit here (place {place})\n{pointer}",
    ),
    "formula.expected_closing": (
        "hier ontbreekt een sluithaakje (plaats {place})\n{pointer}",
        "a closing bracket is missing here (place {place})\n{pointer}",
    ),
    "formula.ended": (
        "de formule houdt te vroeg op (plaats {place})\n{pointer}",
        "the formula ends too early (place {place})\n{pointer}",
    ),
    "formula.too_deep": (
        "de formule heeft te veel haakjes in elkaar (plaats {place})\n{pointer}",
        "the formula has too many brackets inside each other (place {place})\n{pointer}",
    ),
    "formula.one_comparison": (
        "een formule heeft hooguit één vergelijking, en die staat niet tussen haakjes (plaats {place})\n{pointer}",
        "a formula has at most one comparison, which does not stand between brackets (place {place})\n{pointer}",
    ),
    "formula.unknown_function": (
        "‘{word}’ is geen functie; bekend zijn {known} (plaats {place})\n{pointer}",
        "‘{word}’ is not a function; known are {known} (place {place})\n{pointer}",
    ),
    "formula.unknown_function_near": (
        "‘{word}’ is geen functie; bedoelde u ‘{near}’? (plaats {place})\n{pointer}",
        "‘{word}’ is not a function; did you mean ‘{near}’? (place {place})\n{pointer}",
    ),
    "formula.argument_count": (
        "{form} vraagt {count:plural|één waarde|twee waarden} (plaats {place})\n{pointer}",
        "{form} needs {count:plural|one value|two values} (place {place})\n{pointer}",
    ),
    "formula.form.if_missing": ("if_missing(waarde, anders)", "if_missing(value, otherwise)"),
    "formula.form.lag": ("lag(gegeven, perioden)", "lag(data element, periods)"),
    "formula.form.sum_over": (
        "sum_over(gegeven, perioden of dimensie)",
        "sum_over(data element, periods or dimension)",
    ),
    "formula.form.year_to_date": ("year_to_date(gegeven)", "year_to_date(data element)"),
    "formula.form.in_period": ("in_period(gegeven)", "in_period(data element)"),
    "formula.form.since_start": ("since_start(gegeven)", "since_start(data element)"),
    "formula.operand_only": (
        "{function} werkt op één gegeven, niet op een berekening (plaats {place})\n{pointer}",
        "{function} works on one data element, not on a calculation (place {place})\n{pointer}",
    ),
    "formula.periods": (
        "{function} vraagt hier een heel aantal perioden, van 1 tot en met {limit} (plaats {place})\n{pointer}",
        "{function} needs a whole number of periods here, from 1 to {limit} (place {place})\n{pointer}",
    ),
    "formula.periods_or_dimension": (
        "{function} vraagt hier een aantal perioden of een dimensie (plaats {place})\n{pointer}",
        "{function} needs a number of periods or a dimension here (place {place})\n{pointer}",
    ),
    "formula.label": (
        "hier hoort de naam van een dimensie of een categorie (plaats {place})\n{pointer}",
        "the name of a dimension or a category belongs here (place {place})\n{pointer}",
    ),
    "formula.quotes_needed": (
        'zet een categorie die geen gewone naam is tussen rechte aanhalingstekens, zoals "10-49" (plaats {place})\n{pointer}',
        'put a category that is no plain name in straight quotation marks, such as "10-49" (place {place})\n{pointer}',
    ),
    "formula.quote_open": (
        "bij dit aanhalingsteken ontbreekt het tweede (plaats {place})\n{pointer}",
        "the second one of this quotation mark is missing (place {place})\n{pointer}",
    ),
    "formula.filter_open": (
        "hier hoort ‘]’, ‘,’ of ‘or’; een categorie die geen gewone naam is, staat tussen aanhalingstekens"
        " (plaats {place})\n{pointer}",
        "‘]’, ‘,’ or ‘or’ belongs here; a category that is no plain name stands in quotation marks"
        " (place {place})\n{pointer}",
    ),
    "formula.dimension_twice": (
        "dimensie ‘{word}’ staat er twee keer; noem meer categorieën met ‘or’ (plaats {place})\n{pointer}",
        "dimension ‘{word}’ is given twice; name more categories with ‘or’ (place {place})\n{pointer}",
    ),
    "formula.dimension_gone": (
        "dimensie ‘{word}’ is hier al gekozen of opgeteld (plaats {place})\n{pointer}",
        "dimension ‘{word}’ has already been chosen or added up here (place {place})\n{pointer}",
    ),
    "formula.wrong": (
        "de formule van indicator ‘{name}’ klopt niet: {problem}",
        "the formula of indicator ‘{name}’ is wrong: {problem}",
    ),
    "formula.units": (
        "de formule van indicator ‘{name}’ telt of vergelijkt verschillende eenheden: ‘{first}’ en ‘{second}’",
        "the formula of indicator ‘{name}’ adds or compares different units: ‘{first}’ and ‘{second}’",
    ),
    "formula.result_unit": (
        "de formule van indicator ‘{name}’ geeft ‘{found}’, maar de indicator is in ‘{unit}’",
        "the formula of indicator ‘{name}’ gives ‘{found}’, but the indicator is in ‘{unit}’",
    ),
    "formula.percent_of_other": (
        "indicator ‘{name}’ is in ‘{unit}’, maar deelt ‘{first}’ door ‘{second}’;"
        " dat kan alleen als de teller een deel van de noemer is",
        "indicator ‘{name}’ is in ‘{unit}’, but divides ‘{first}’ by ‘{second}’;"
        " that is only possible when the numerator is part of the denominator",
    ),
    "formula.unknown_dimension": (
        "de formule van indicator ‘{name}’ noemt dimensie ‘{wanted}’, maar gegeven ‘{element}’ kent die niet",
        "the formula of indicator ‘{name}’ names dimension ‘{wanted}’, which data element ‘{element}’ does not have",
    ),
    "formula.unknown_dimension_near": (
        "de formule van indicator ‘{name}’ noemt dimensie ‘{wanted}’, maar gegeven ‘{element}’ kent die niet;"
        " bedoelde u ‘{near}’?",
        "the formula of indicator ‘{name}’ names dimension ‘{wanted}’, which data element ‘{element}’ does not have;"
        " did you mean ‘{near}’?",
    ),
    "formula.unknown_category": (
        "de formule van indicator ‘{name}’ noemt categorie ‘{wanted}’ van dimensie ‘{dimension}’,"
        " maar gegeven ‘{element}’ kent die niet",
        "the formula of indicator ‘{name}’ names category ‘{wanted}’ of dimension ‘{dimension}’,"
        " which data element ‘{element}’ does not have",
    ),
    "formula.unknown_category_near": (
        "de formule van indicator ‘{name}’ noemt categorie ‘{wanted}’ van dimensie ‘{dimension}’,"
        " maar gegeven ‘{element}’ kent die niet; bedoelde u ‘{near}’?",
        "the formula of indicator ‘{name}’ names category ‘{wanted}’ of dimension ‘{dimension}’,"
        " which data element ‘{element}’ does not have; did you mean ‘{near}’?",
    ),
    "formula.categories_overlap": (
        "de formule van indicator ‘{name}’ telt categorieën van dimensie ‘{dimension}’ op, maar die van gegeven"
        " ‘{element}’ kunnen elkaar overlappen (`over_disaggregation: none`)",
        "the formula of indicator ‘{name}’ adds up categories of dimension ‘{dimension}’, but those of data element"
        " ‘{element}’ may overlap (`over_disaggregation: none`)",
    ),
    "formula.kind": (
        "de formule van indicator ‘{name}’ vraagt {function} van gegeven ‘{element}’; dat is een stand op één dag,"
        " en daarvan is niet te zeggen wat er in een periode bij kwam",
        "the formula of indicator ‘{name}’ asks {function} of data element ‘{element}’; that is a level on one day,"
        " which does not tell what was added in a period",
    ),
    "formula.over_time": (
        "de formule van indicator ‘{name}’ vraagt {function} van gegeven ‘{element}’,"
        " maar dat wordt over de tijd niet opgeteld (`over_time: {over_time}`)",
        "the formula of indicator ‘{name}’ asks {function} of data element ‘{element}’,"
        " which is not added up over time (`over_time: {over_time}`)",
    ),
    "formula.total_of_totals": (
        "de formule van indicator ‘{name}’ vraagt {function} van gegeven ‘{element}’, maar dat is daar al een totaal"
        " over meer perioden; reken een lopend totaal eerst om met in_period",
        "the formula of indicator ‘{name}’ asks {function} of data element ‘{element}’, which is by then a total of"
        " several periods already; convert a running total with in_period first",
    ),
    "formula.constant": (
        "de formule van indicator ‘{name}’ gebruikt geen enkel gegeven; een indicator wordt altijd berekend",
        "the formula of indicator ‘{name}’ uses no data element; an indicator is always computed",
    ),
    # --- Files -------------------------------------------------------------------------------------------------
    "file.unreadable": ("‘{file}’ kan niet worden gelezen", "‘{file}’ cannot be read"),
    "file.not_utf8": (
        "de tekst is niet in UTF-8 opgeslagen; kies in Excel ‘CSV UTF-8’ of in een editor ‘UTF-8’",
        "the text is not stored as UTF-8; choose ‘CSV UTF-8’ in Excel or ‘UTF-8’ in an editor",
    ),
    "file.too_large": ("het bestand is groter dan {limit} MB", "the file is larger than {limit} MB"),
    "file.no_mapping": (
        "het bestand moet bestaan uit regels ‘naam: waarde’",
        "the file must consist of lines ‘name: value’",
    ),
    "file.absent": ("het bestand {file} ontbreekt in de map", "the file {file} is missing in the folder"),
    "file.unexpected": (
        "‘{file}’ hoort niet in een model; bekende bestanden zijn {known}",
        "‘{file}’ does not belong in a model; known files are {known}",
    ),
    "file.unexpected_near": (
        "‘{file}’ hoort niet in een model; bedoelde u ‘{near}’?",
        "‘{file}’ does not belong in a model; did you mean ‘{near}’?",
    ),
    "library.no_list": (
        "er is geen indicatorenlijst ‘{name}’; bekende lijsten zijn {known}",
        "there is no indicator list ‘{name}’; known lists are {known}",
    ),
    "library.no_list_near": (
        "er is geen indicatorenlijst ‘{name}’; bedoelde u ‘{near}’?",
        "there is no indicator list ‘{name}’; did you mean ‘{near}’?",
    ),
    "library.no_library": (
        "‘{folder}’ is geen bibliotheek: er staat geen map ‘models’ in",
        "‘{folder}’ is no library: it holds no folder ‘models’",
    ),
    "library.no_model": (
        "er is geen model ‘{name}’ en ook geen map met die naam; bekende modellen zijn {known}",
        "there is no model ‘{name}’ and no folder of that name; known models are {known}",
    ),
    "library.no_model_near": (
        "er is geen model ‘{name}’ en ook geen map met die naam; bedoelde u ‘{near}’?",
        "there is no model ‘{name}’ and no folder of that name; did you mean ‘{near}’?",
    ),
    "library.no_scenario": (
        "model ‘{model}’ heeft geen scenario ‘{name}’; bekende scenario’s zijn {known}",
        "model ‘{model}’ has no scenario ‘{name}’; known scenarios are {known}",
    ),
    "library.none_at_all": (
        "model ‘{model}’ heeft geen scenario's, en dus ook geen ‘{name}’",
        "model ‘{model}’ has no scenarios, so no ‘{name}’ either",
    ),
    "library.no_scenario_near": (
        "model ‘{model}’ heeft geen scenario ‘{name}’; bedoelde u ‘{near}’?",
        "model ‘{model}’ has no scenario ‘{name}’; did you mean ‘{near}’?",
    ),
    "yaml.syntax": (
        "de regel is niet te lezen als YAML ({problem}); let op inspringen, dubbele punten en aanhalingstekens",
        "the line cannot be read as YAML ({problem}); check indentation, colons and quotation marks",
    ),
    "yaml.tab": (
        "er staat een tab; spring in met spaties",
        "there is a tab; indent with spaces",
    ),
    "yaml.colon": (
        "er staat een dubbele punt te veel; zet een tekst met een dubbele punt tussen aanhalingstekens",
        "there is a colon too many; put a text with a colon between quotation marks",
    ),
    "yaml.character": (
        "het bestand bevat een teken dat niet in YAML mag staan",
        "the file contains a character that is not allowed in YAML",
    ),
    "yaml.too_deep": (
        "er staat te veel in elkaar ingesprongen (meer dan {limit} lagen)",
        "too much is nested inside each other (more than {limit} levels)",
    ),
    "yaml.alias": (
        "verwijzingen met & en * worden niet gelezen; schrijf de waarde uit",
        "references with & and * are not read; write the value in full",
    ),
    "yaml.tag": (
        "labels met ! worden niet gelezen ({tag}); schrijf een gewone waarde",
        "tags with ! are not read ({tag}); write a plain value",
    ),
    "yaml.key": ("een naam voor de dubbele punt moet gewone tekst zijn", "a name before the colon must be plain text"),
    "yaml.second_document": (
        "na ‘---’ begint een tweede document; zet alles in één document of in twee bestanden",
        "a second document starts after ‘---’; put everything in one document or in two files",
    ),
    "yaml.twice": (
        "‘{key}’ staat er twee keer; de eerste keer op regel {first}",
        "‘{key}’ is given twice; the first time on line {first}",
    ),
    # --- Fields ------------------------------------------------------------------------------------------------
    "field.missing_in_file": ("‘{field}’ ontbreekt in dit bestand", "‘{field}’ is missing in this file"),
    "field.missing": ("‘{field}’ ontbreekt bij {place}", "‘{field}’ is missing at {place}"),
    "field.comma_in_text": (
        "‘{field}’ is los komen te staan; zet een tekst met een komma tussen aanhalingstekens",
        "‘{field}’ has come apart; put a text with a comma between quotation marks",
    ),
    "field.unknown": (
        "‘{field}’ is hier geen bekende naam; bekend zijn {known}",
        "‘{field}’ is not a known name here; known are {known}",
    ),
    "field.unknown_near": (
        "‘{field}’ is hier geen bekende naam; bedoelde u ‘{near}’?",
        "‘{field}’ is not a known name here; did you mean ‘{near}’?",
    ),
    "field.not_an_option": (
        "‘{given}’ kan niet bij {field}; kies uit {options}",
        "‘{given}’ is not possible for {field}; choose from {options}",
    ),
    "field.not_an_option_near": (
        "‘{given}’ kan niet bij {field}; bedoelde u ‘{near}’? Kies uit {options}",
        "‘{given}’ is not possible for {field}; did you mean ‘{near}’? Choose from {options}",
    ),
    "field.pattern": (
        "‘{given}’ kan niet bij {field}; verwacht wordt een tekst van de vorm {pattern}",
        "‘{given}’ is not possible for {field}; expected is a text of the form {pattern}",
    ),
    "field.not_a_number": (
        "bij {field} hoort een getal; er staat ‘{given}’",
        "{field} must be a number; given is ‘{given}’",
    ),
    "field.not_a_boolean": (
        "bij {field} hoort true of false; er staat ‘{given}’",
        "{field} must be true or false; given is ‘{given}’",
    ),
    "field.not_a_text": (
        "bij {field} hoort een tekst; er staat ‘{given}’",
        "{field} must be a text; given is ‘{given}’",
    ),
    "field.not_a_list": (
        "bij {field} hoort een lijst; er staat ‘{given}’",
        "{field} must be a list; given is ‘{given}’",
    ),
    "field.out_of_range": (
        "‘{given}’ kan niet bij {field}; de grens is {limit}",
        "‘{given}’ is not possible for {field}; the limit is {limit}",
    ),
    "field.wrong_shape": (
        "bij {field} staat ‘{given}’; dat is niet de vorm die hier hoort (zie de uitleg van de velden)",
        "{field} holds ‘{given}’; that is not the form that belongs here (see the reference of fields)",
    ),
    # --- Structure of a theory ---------------------------------------------------------------------------------
    "id.twice": (
        "{word} ‘{name}’ is {count} keer beschreven; geef elk een eigen naam",
        "{word} ‘{name}’ is declared {count} times; give each its own name",
    ),
    "reference.unknown": (
        "{part} ‘{name}’ verwijst naar {word} ‘{wanted}’, maar dat staat nergens beschreven",
        "{part} ‘{name}’ refers to {word} ‘{wanted}’, which is not declared anywhere",
    ),
    "reference.unknown_near": (
        "{part} ‘{name}’ verwijst naar {word} ‘{wanted}’, maar dat staat nergens beschreven; bedoelde u ‘{near}’?",
        "{part} ‘{name}’ refers to {word} ‘{wanted}’, which is not declared anywhere; did you mean ‘{near}’?",
    ),
    "chain.cycle": (
        "de keten loopt in een kring: {route}. Laat het verband ‘{name}’ weg of splits het in de tijd",
        "the chain runs in a circle: {route}. Leave out link ‘{name}’ or split it in time",
    ),
    "chain.orphan": (
        "‘{title}’ ({name}) staat los: geen enkel verband loopt ernaartoe of ervandaan",
        "‘{title}’ ({name}) stands alone: no link leads to it or from it",
    ),
    "chain.skipped_level": (
        "verband {name} gaat van ‘{start}’ meteen naar ‘{end}’ en slaat {skipped} over",
        "link {name} goes from ‘{start}’ straight to ‘{end}’ and skips {skipped}",
    ),
    "chain.backwards": (
        "verband {name} gaat terug in de keten: van ‘{start}’ naar ‘{end}’",
        "link {name} goes back in the chain: from ‘{start}’ to ‘{end}’",
    ),
    "chain.no_indicator": (
        "{level} ‘{title}’ ({name}) heeft geen indicator; of dit gebeurt, kan niemand zien",
        "{level} ‘{title}’ ({name}) has no indicator; nobody can see whether it happens",
    ),
    "chain.only_proxies": (
        "{level} ‘{title}’ ({name}) heeft alleen afgeleide indicatoren, zoals voornemens of meningen; die meten het niet",
        "{level} ‘{title}’ ({name}) has only indirect indicators, such as intentions or opinions; these do not measure it",
    ),
    "link.funnel_units": (
        "in een trechter (`relation: funnel`) tellen begin en eind hetzelfde; hier telt het begin {first} en het eind {last}",
        "in a funnel (`relation: funnel`) both ends count the same thing; here the first counts {first} and the last {last}",
    ),
    "link.no_expectation": (
        "verband {name} zegt niet hoeveel verandering wordt verwacht",
        "link {name} does not say how much change is expected",
    ),
    "link.no_lag": (
        "verband {name} zegt niet na hoeveel tijd de verandering wordt verwacht",
        "link {name} does not say after how much time the change is expected",
    ),
    "indicator.no_means": (
        "indicator ‘{title}’ ({name}) zegt niet hoe hij wordt gemeten of gecontroleerd",
        "indicator ‘{title}’ ({name}) does not say how it is measured or checked",
    ),
    "indicator.family_unit": (
        "indicator ‘{name}’ hoort bij familie ‘{family}’ en heeft eenheid ‘{unit}’, maar ‘{other}’ van dezelfde familie heeft "
        "‘{other_unit}’; een familie heeft één eenheid",
        "indicator ‘{name}’ belongs to family ‘{family}’ and has the unit ‘{unit}’, but ‘{other}’ of the same family has "
        "‘{other_unit}’; a family has one unit",
    ),
    "indicator.cannot_annualise": (
        "indicator ‘{name}’ kan niet naar een heel jaar worden omgerekend (`annualise`): een aandeel, een gemiddelde"
        " of een stand nooit; alleen een optelling van wat per periode wordt geteld",
        "indicator ‘{name}’ cannot be converted to a whole year (`annualise`): a share, a mean or a stock is never"
        " annualised; only a sum of what is counted per period",
    ),
    "element.kind_over_time": (
        "gegeven ‘{name}’ is `kind: {kind}` met `over_time: sum`;"
        " lopende totalen en standen worden over de tijd niet opgeteld",
        "data element ‘{name}’ is `kind: {kind}` with `over_time: sum`;"
        " running totals and levels are not added up over time",
    ),
    "element.flow_last": (
        "gegeven ‘{name}’ telt per periode (`kind: flow`), maar van een langere periode blijft alleen het laatste"
        " deel over (`over_time: last`); bedoelde u `sum`?",
        "data element ‘{name}’ counts per period (`kind: flow`), but of a longer period only the last part is kept"
        " (`over_time: last`); did you mean `sum`?",
    ),
    "target.no_baseline": (
        "doel {name} telt wat erbij komt, maar noemt geen nulmeting waar het boven moet uitkomen",
        "target {name} counts what is added, but names no baseline that it should rise above",
    ),
    "target.other_baseline": (
        "doel {name} begint bij nulmeting ‘{baseline}’, maar die gaat over een andere indicator of organisatie, of telt anders",
        "target {name} starts from baseline ‘{baseline}’, which is about another indicator or organisation, or counts otherwise",
    ),
    "conflict.chooses_other": (
        "tegenspraak {name} kiest rij ‘{chosen}’, maar die hoort er niet bij; bedoeld is een van {rows}",
        "conflict {name} chooses row ‘{chosen}’, which is not part of it; meant is one of {rows}",
    ),
    "target.path_without_baseline": (
        "doel {name} heeft een pad, maar geen nulmeting waar het pad begint",
        "target {name} has a path, but no baseline for the path to start from",
    ),
    "target.behind_baseline": (
        "doel {name} ligt achter de nulmeting: van {start:e} naar {target:e}, terwijl {better} beter is. Er wordt alleen gezegd of het is gehaald",
        "target {name} lies behind its baseline: from {start:e} to {target:e}, while {better} is better. It is only said whether it is reached",
    ),
    "target.no_constant_growth": (
        "het pad van doel {name} is ‘constant_growth’, maar van {start:e} naar {target:e} kan niet met elk jaar dezelfde groei. Het pad telt niet mee",
        "the path of target {name} is ‘constant_growth’, but from {start:e} to {target:e} cannot go with the same growth every year. The path is not used",
    ),
    "target.factor_differs": (
        "doel {name} heet {factor:e} keer de nulmeting. {factor:e} × {start:e} = {expected:e}, maar het doel is {target:e}",
        "target {name} is called {factor:e} times the baseline. {factor:e} × {start:e} = {expected:e}, but the target is {target:e}",
    ),
    "target.not_allocated": (
        "doel {name} is {target:e} {unit} in {year}. De doelen van {count:n} van de {all:n} delen zijn samen {parts:e}. Niet verdeeld: {rest:e}",
        "target {name} is {target:e} {unit} in {year}. The targets of {count:n} of the {all:n} parts add up to {parts:e}. Not allocated: {rest:e}",
    ),
    "target.over_allocated": (
        "doel {name} is {target:e} {unit} in {year}. De doelen van {count:n} van de {all:n} delen zijn samen {parts:e}. Te veel verdeeld: {rest:e}",
        "target {name} is {target:e} {unit} in {year}. The targets of {count:n} of the {all:n} parts add up to {parts:e}. Allocated too much: {rest:e}",
    ),
    "formula.price_basis": (
        "de formule van {name} gebruikt bedragen in verschillende prijzen: {prices}. Reken alles om naar dezelfde prijzen",
        "the formula of {name} uses amounts in different prices: {prices}. Convert everything to the same prices",
    ),
    "prices.unstated": ("‘{name}’ (niet genoemd)", "‘{name}’ (not stated)"),
    "prices.current": ("‘{name}’ (lopende prijzen)", "‘{name}’ (current prices)"),
    "prices.constant": ("‘{name}’ (prijzen van {year})", "‘{name}’ (prices of {year})"),
    "target.before_baseline": (
        "doel {name} geldt voor {year}, maar de nulmeting is van later ({period})",
        "target {name} is for {year}, but its baseline is later ({period})",
    ),
    "tree.cycle": (
        "organisaties zijn in een kring onderdeel van elkaar: {route}",
        "organisations are part of each other in a circle: {route}",
    ),
    "tree.shares": (
        "de aandelen van organisatie ‘{name}’ tellen op tot {total:n}; dat moet 1 zijn",
        "the shares of organisation ‘{name}’ sum to {total:n}; this must be 1",
    ),
    "tree.no_top": (
        "er is geen organisatie zonder ouder; één moet de top zijn",
        "there is no organisation without a parent; one must be the top",
    ),
    "tree.tops": (
        "er is meer dan één organisatie zonder ouder: {names}; één mag de top zijn",
        "there is more than one organisation without a parent: {names}; only one may be the top",
    ),
    # --- Scenarios ---------------------------------------------------------------------------------------------
    "scenario.twice": (
        "scenario ‘{scenario}’ verandert {part} {id}.{field} twee keer",
        "scenario ‘{scenario}’ changes {part} {id}.{field} twice",
    ),
    "scenario.no_atom": (
        "{file} voegt scenario ‘{name}’ in, maar dat staat niet in dezelfde map; daar staan {known}",
        "{file} combines scenario ‘{name}’, which is not in the same folder; there are {known}",
    ),
    "scenario.no_atom_near": (
        "{file} voegt scenario ‘{name}’ in, maar dat staat niet in dezelfde map; bedoelde u ‘{near}’?",
        "{file} combines scenario ‘{name}’, which is not in the same folder; did you mean ‘{near}’?",
    ),
    "scenario.clash": (
        "scenario ‘{scenario}’ voegt ‘{one}’ en ‘{other}’ samen, maar die veranderen allebei {key}; laat het een van de twee "
        "doen",
        "scenario ‘{scenario}’ combines ‘{one}’ and ‘{other}’, but both change {key}; let one of the two do it",
    ),
    "scenario.loop": (
        "scenario’s maken deel uit van elkaar: {loop}",
        "scenarios are part of each other: {loop}",
    ),
    "scenario.exists": (
        "scenario ‘{scenario}’ voegt {part} ‘{id}’ toe, maar die bestaat al",
        "scenario ‘{scenario}’ adds {part} ‘{id}’, which is there already",
    ),
    "scenario.bad_addition": (
        "scenario ‘{scenario}’ voegt {part} ‘{id}’ toe, maar dat klopt niet: {why}",
        "scenario ‘{scenario}’ adds {part} ‘{id}’, which does not fit: {why}",
    ),
    "scenario.lacks": ("‘{field}’ ontbreekt", "‘{field}’ is missing"),
    "scenario.no_such_field": ("‘{field}’ is hier geen bekende naam", "‘{field}’ is not a known name here"),
    "scenario.other_name": (
        "bestand {file} heet anders dan het scenario erin (‘{id}’); geef ze dezelfde naam",
        "file {file} has another name than the scenario in it (‘{id}’); give both the same name",
    ),
    "scenario.same_place": (
        "scenario ‘{scenario}’: de ingrepen ‘{one}’ en ‘{other}’ veranderen hetzelfde ({place}); voeg ze samen",
        "scenario ‘{scenario}’: interventions ‘{one}’ and ‘{other}’ change the same thing ({place}); make them one",
    ),
    "scenario.unknown_id": (
        "scenario ‘{scenario}’ noemt {part} ‘{id}’, maar dat bestaat niet in dit model",
        "scenario ‘{scenario}’ names {part} ‘{id}’, which does not exist in this model",
    ),
    "scenario.unknown_id_near": (
        "scenario ‘{scenario}’ noemt {part} ‘{id}’, maar dat bestaat niet in dit model; bedoelde u ‘{near}’?",
        "scenario ‘{scenario}’ names {part} ‘{id}’, which does not exist in this model; did you mean ‘{near}’?",
    ),
    "scenario.unknown_field": (
        "scenario ‘{scenario}’ verandert ‘{field}’ van {part} {id}, maar dat veld bestaat niet",
        "scenario ‘{scenario}’ changes ‘{field}’ of {part} {id}, which has no such field",
    ),
    "scenario.unknown_field_near": (
        "scenario ‘{scenario}’ verandert ‘{field}’ van {part} {id}, maar dat veld bestaat niet; bedoelde u ‘{near}’?",
        "scenario ‘{scenario}’ changes ‘{field}’ of {part} {id}, which has no such field; did you mean ‘{near}’?",
    ),
    "scenario.bad_value": (
        "scenario ‘{scenario}’ geeft {part} {id}.{field} de waarde ‘{value}’, maar die past daar niet",
        "scenario ‘{scenario}’ gives {part} {id}.{field} the value ‘{value}’, which does not fit",
    ),
    # --- Monitoring files --------------------------------------------------------------------------------------
    "data.empty": ("het bestand is leeg", "the file is empty"),
    "data.not_read": (
        "alleen CSV wordt gelezen; sla ‘{file}’ op als ‘CSV UTF-8’ of haal het weg uit de map",
        "only CSV is read; save ‘{file}’ as ‘CSV UTF-8’ or take it out of the folder",
    ),
    "data.maybe_thousands": (
        "‘{given}’ is gelezen als {value:n}; schrijf {plain} als u duizenden bedoelt",
        "‘{given}’ was read as {value:n}; write {plain} if you mean thousands",
    ),
    "data.not_csv": (
        "het bestand is niet te lezen als CSV ({problem}); staan alle aanhalingstekens in paren?",
        "the file cannot be read as CSV ({problem}); are all quotation marks in pairs?",
    ),
    "data.column_absent": ("de kolom ‘{column}’ ontbreekt", "the column ‘{column}’ is missing"),
    "data.column_twice": ("de kolom ‘{column}’ staat er twee keer", "the column ‘{column}’ is given twice"),
    "data.unknown_column": (
        "‘{column}’ is geen bekende kolom; bekend zijn {known}",
        "‘{column}’ is not a known column; known are {known}",
    ),
    "data.unknown_column_near": (
        "‘{column}’ is geen bekende kolom; bedoelde u ‘{near}’?",
        "‘{column}’ is not a known column; did you mean ‘{near}’?",
    ),
    "data.too_many_cells": (
        "de rij heeft {cells} cellen en de kop {columns}; staat er een scheidingsteken te veel?",
        "the row has {cells} cells and the header {columns}; is there a separator too many?",
    ),
    "data.unknown_name": (
        "‘{given}’ is bij {column} niet bekend in dit model",
        "‘{given}’ is not known for {column} in this model",
    ),
    "data.unknown_name_near": (
        "‘{given}’ is bij {column} niet bekend in dit model; bedoelde u ‘{near}’?",
        "‘{given}’ is not known for {column} in this model; did you mean ‘{near}’?",
    ),
    "data.not_an_option": (
        "‘{given}’ kan niet in kolom {column}; laat leeg of kies uit {options}",
        "‘{given}’ is not possible in column {column}; leave empty or choose from {options}",
    ),
    "data.no_value": (
        "er staat geen waarde; laat de hele rij weg als niets is gemeld, en vul 0 in als het er nul zijn",
        "there is no value; leave out the whole row if nothing was reported, and fill in 0 if there are none",
    ),
    "data.not_a_number": (
        "‘{given}’ in kolom {column} is geen getal; schrijf bijvoorbeeld 1234.5",
        "‘{given}’ in column {column} is not a number; write for example 1234.5",
    ),
    "data.not_a_number_comma": (
        "‘{given}’ in kolom {column} is geen getal; schrijf bijvoorbeeld 1234,5",
        "‘{given}’ in column {column} is not a number; write for example 1234,5",
    ),
    "data.thousands": (
        "‘{given}’ in kolom {column} kan twee dingen betekenen; schrijf {plain} zonder punt, of gebruik een komma voor "
        "de decimalen",
        "‘{given}’ in column {column} can mean two things; write {plain} without a point, or use a comma for decimals",
    ),
    "data.no_period": (
        "begin of einde van de periode ontbreekt (period_start, period_end)",
        "start or end of the period is missing (period_start, period_end)",
    ),
    "data.period": ("de datum is niet te lezen: {problem}", "the date cannot be read: {problem}"),
    "data.months": (
        "‘{given}’ kan niet in kolom months; schrijf het aantal maanden (6) of een bereik (4-7) binnen de periode",
        "‘{given}’ is not possible in column months; write the number of months (6) or a range (4-7) within the period",
    ),
    "data.unit": (
        "{element} wordt gemeten in ‘{unit}’; er staat ‘{given}’",
        "{element} is measured in ‘{unit}’; given is ‘{given}’",
    ),
    "data.percent": (
        "{given:n} is geen percentage; het moet tussen 0 en 100 liggen",
        "{given:n} is not a percentage; it must lie between 0 and 100",
    ),
    "data.fraction": (
        "{given:n} is geen deel van het geheel; het moet tussen 0 en 1 liggen",
        "{given:n} is not a part of a whole; it must lie between 0 and 1",
    ),
    "data.negative": (
        "{given:n} kan niet bij {element}: het is minder dan 0. Schrijf een min alleen als die klopt, en zet dan "
        "`may_be_negative: true` bij dit gegeven",
        "{given:n} is not possible for {element}: it is less than 0. Keep the minus only if it is right, and then put "
        "`may_be_negative: true` with this data element",
    ),
    "data.category_ended": (
        "de categorie {dimension}={old} heet vanaf {since} {new}; het cijfer over {period} telt bij {new}",
        "from {since} the category {dimension}={old} is called {new}; the figure for {period} counts under {new}",
    ),
    "data.n_not_positive": (
        "het aantal antwoorden (n) is {n:n}; dat moet meer dan 0 zijn",
        "the number of respondents (n) is {n:n}; it must be more than 0",
    ),
    "data.n_exceeds_population": (
        "er zijn meer antwoorden (n = {n:n}) dan mensen in de groep (population = {population:n})",
        "there are more answers (n = {n:n}) than people in the group (population = {population:n})",
    ),
    "data.id_twice": (
        "de naam ‘{id}’ is al gebruikt ({first}); geef elke rij een eigen id",
        "the name ‘{id}’ is used already ({first}); give every row its own id",
    ),
    "data.known_later": (
        "{count:n} {count:plural|rij is|rijen zijn} pas bekend geworden na {day} en {count:plural|telt|tellen} niet mee",
        "{count:n} {count:plural|row|rows} became known only after {day} and {count:plural|does|do} not count",
    ),
    "data.n_without_survey": (
        "bij ‘{title}’ ({name}) is `n` ingevuld, maar er is geen `survey` opgegeven; de fout van een steekproef telt dan niet mee",
        "‘{title}’ ({name}) has `n` filled in, but no `survey` is declared; the error of a sample then does not count",
    ),
    "data.not_over_yet": (
        "{count:n} {count:plural|regel gaat|regels gaan} over {years} en {count:plural|telt|tellen} nog niet mee: dit rapport kijkt vanaf {day}. "
        "Geef een latere dag met --as-of, of zet de dag waarop {count:plural|hij bekend werd|ze bekend werden} in `known_on`",
        "{count:n} {count:plural|row is|rows are} about {years} and {count:plural|does|do} not count yet: this report looks from {day}. "
        "Give a later day with --as-of, or put the day on which {count:plural|it|they} became known in `known_on`",
    ),
    "data.corrected": (
        "{element} van {organisation} over {period} is later gecorrigeerd; nu telt {value:n}",
        "{element} of {organisation} for {period} was corrected later; now {value:n} counts",
    ),
    "data.conflict": (
        "{element} van {organisation} over {period} heeft verschillende waarden, van {low:n} tot {high:n} (rijen {rows}). "
        "Beide blijven staan en geen telt, tot in conflicts.yaml een keuze staat",
        "{element} of {organisation} for {period} has different values, from {low:n} to {high:n} (rows {rows}). Both "
        "stay and neither counts, until conflicts.yaml holds a choice",
    ),
    "data.parts_differ": (
        "{element} van {organisation} over {period}: de delen tellen op tot {parts:n}, het totaal is {total:n} "
        "(verschil {difference:n}). Het totaal telt",
        "{element} of {organisation} for {period}: the parts sum to {parts:n}, the total is {total:n} (difference "
        "{difference:n}). The total counts",
    ),
    "data.falls": (
        "{element} van {organisation} telt door, maar daalt van {first:n} ({start}) naar {last:n} ({end})",
        "{element} of {organisation} is a running total, but falls from {first:n} ({start}) to {last:n} ({end})",
    ),
    "data.periods_differ": (
        "{element} van {organisation} over {period}: zelf gemeld {own:n}, opgeteld uit kortere perioden {parts:n} "
        "(verschil {difference:n}). Het zelf gemelde cijfer telt",
        "{element} of {organisation} for {period}: own figure {own:n}, from shorter periods {parts:n} (difference "
        "{difference:n}). The own figure counts",
    ),
    "formula.periods_differ": (
        "{indicator}: de gegevens gaan over perioden die niet op elkaar passen, zoals {first} en {second}. Ze worden niet "
        "gecombineerd. Geef met `over_time` aan hoe korte perioden samen een lange vormen, of lever dezelfde perioden aan",
        "{indicator}: the data are about periods that do not match, such as {first} and {second}. They are not combined. "
        "Say with `over_time` how short periods make a long one, or hand in the same periods",
    ),
    "value.falls": (
        "{indicator} van {organisation} over {period} is {value:n}: er kan in een periode niet minder dan niets bijkomen. "
        "Kijk de doorlopende telling na",
        "{indicator} of {organisation} for {period} is {value:n}: less than nothing cannot be added in a period. Check "
        "the running total",
    ),
    "data.reconciliation": (
        "{element} van {organisation} over {period}: zelf gemeld {own:n}, opgeteld uit de delen {parts:n} "
        "({reported:n} van {expected:n} gemeld), verschil {difference:n}",
        "{element} of {organisation} for {period}: own figure {own:n}, added up from the parts {parts:n} ({reported:n} "
        "of {expected:n} reported), difference {difference:n}",
    ),
    "value.part_exceeds_whole": (
        "{indicator} van {organisation} over {period}: de teller ({numerator:n}) is groter dan de noemer ({denominator:n})",
        "{indicator} of {organisation} for {period}: the numerator ({numerator:n}) is larger than the denominator "
        "({denominator:n})",
    ),
    # --- Growth over a part of a year --------------------------------------------------------------------------
    "growth.partial": (
        "{indicator}, {organisation}: van {first:n} ({start}) naar {last:n} ({end}). {start} besloeg {low_months:n} tot {high_months:n} "
        "maanden. Zoals gedrukt is dat ×{factor:x}; per maand is het ongeveer ×{low:x} tot ×{high:x}",
        "{indicator}, {organisation}: from {first:n} ({start}) to {last:n} ({end}). {start} covered {low_months:n} to {high_months:n} "
        "months. As printed that is ×{factor:x}; per month it is about ×{low:x} to ×{high:x}",
    ),
    "growth.partial_not_annualisable": (
        "{indicator}, {organisation}: {first:n} over {low_months:n} tot {high_months:n} maanden van {start}, {last:n} over {end}. Die tijden "
        "zijn niet even lang en dit cijfer is niet om te rekenen; lees het verschil met voorbehoud",
        "{indicator}, {organisation}: {first:n} over {low_months:n} to {high_months:n} months of {start}, {last:n} over {end}. These times "
        "are not equally long and this figure cannot be converted; read the difference with caution",
    ),
    # --- Progress ----------------------------------------------------------------------------------------------
    "progress.refused_basis": (
        "Niet te vergelijken: ‘{indicator}’ is geteld als ‘{mine}’, het doel van {target:n} ({unit}) als ‘{theirs}’.",
        "Cannot be compared: ‘{indicator}’ is counted as ‘{mine}’, the target of {target:n} ({unit}) as ‘{theirs}’.",
    ),
    "progress.refused_above": (
        "Niet te vergelijken: ‘{indicator}’ en het doel van {target:n} ({unit}) tellen allebei wat erbij komt, maar het is niet bekend of ze boven dezelfde nulmeting tellen.",
        "Cannot be compared: ‘{indicator}’ and the target of {target:n} ({unit}) both count what is extra, but it is not known whether they count above the same baseline.",
    ),
    "progress.last_figure": (
        "Het laatste cijfer is {value:n} ({period}).",
        "The last figure is {value:n} ({period}).",
    ),
    "progress.refused_quantity": (
        "Niet te vergelijken: ‘{indicator}’ is iets anders dan ‘{wanted}’, waar het doel over gaat.",
        "Cannot be compared: ‘{indicator}’ is another quantity than ‘{wanted}’, which the target is about.",
    ),
    "progress.not_measured": (
        "‘{indicator}’ is niet gemeten.",
        "‘{indicator}’ is not measured.",
    ),
    "progress.only_partial": (
        "Niet te zeggen: er is alleen een cijfer over een deel van een jaar ({value:n} in {period}, {low:n} tot {high:n} "
        "maanden).",
        "Cannot tell: there is only a figure for a part of a year ({value:n} in {period}, {low:n} to {high:n} months).",
    ),
    "progress.only_later": (
        "Niet te zeggen: alle cijfers van ‘{indicator}’ zijn van na het doeljaar {year}.",
        "Cannot tell: all figures of ‘{indicator}’ date from after the target year {year}.",
    ),
    "progress.no_whole_year": (
        "Niet te zeggen: er is nog geen cijfer van ‘{indicator}’ over een heel, afgesloten jaar.",
        "Cannot tell: there is no figure of ‘{indicator}’ yet for a whole year that has ended.",
    ),
    "progress.target_lowered": (
        "Het doel is op {day} verlaagd van {first:n} naar {now:n}. Reden: {why}.",
        "The target was lowered on {day} from {first:n} to {now:n}. Reason: {why}.",
    ),
    "progress.target_raised": (
        "Het doel is op {day} verhoogd van {first:n} naar {now:n}. Reden: {why}.",
        "The target was raised on {day} from {first:n} to {now:n}. Reason: {why}.",
    ),
    "progress.in_band": (
        "{actual:n} {unit} in {period}: binnen de grenzen {low:n} en {high:n}.",
        "{actual:n} {unit} in {period}: within the limits {low:n} and {high:n}.",
    ),
    "progress.out_of_band": (
        "{actual:n} {unit} in {period}: buiten de grenzen {low:n} en {high:n}.",
        "{actual:n} {unit} in {period}: outside the limits {low:n} and {high:n}.",
    ),
    "progress.no_baseline_descending": (
        "{actual:n} {unit} in {period}; minder is beter en het doel is {target:n}. Zonder nulmeting is niet te zeggen "
        "welk deel van de weg is afgelegd.",
        "{actual:n} {unit} in {period}; less is better and the target is {target:n}. Without a baseline it cannot be said "
        "which part of the way is done.",
    ),
    "progress.equal_reached": (
        "{actual:n} {unit} in {period}; het doel is gelijk aan de nulmeting ({target:n}) en is gehaald.",
        "{actual:n} {unit} in {period}; the target equals the baseline ({target:n}) and is reached.",
    ),
    "progress.equal_not_reached": (
        "{actual:n} {unit} in {period}; het doel is gelijk aan de nulmeting ({target:n}) en is niet gehaald.",
        "{actual:n} {unit} in {period}; the target equals the baseline ({target:n}) and is not reached.",
    ),
    "progress.mean_per_year": (
        "{actual:n} van {target:n} {unit} in {period}: {part:p}. Het doel is een gemiddelde over de jaren; hier staat "
        "alleen dit ene jaar ernaast.",
        "{actual:n} of {target:n} {unit} in {period}: {part:p}. The target is a mean over the years; here only this "
        "single year stands beside it.",
    ),
    "progress.part_of_target": (
        "{actual:n} van {target:n} {unit}: {part:p1} van het doel voor {year}, gemeten in {period}.",
        "{actual:n} of {target:n} {unit}: {part:p1} of the target for {year}, measured in {period}.",
    ),
    "progress.from_baseline": (
        "Van {start:n} ({start_period}) naar {actual:n} {unit} ({period}): {part:p} van de weg naar {target:n} in {year}.",
        "From {start:n} ({start_period}) to {actual:n} {unit} ({period}): {part:p} of the way to {target:n} in {year}.",
    ),
    "progress.moving_away": (
        "Dat is van het doel af.",
        "That is away from the target.",
    ),
    "progress.path_due": (
        "Het pad vraagt dan {due:n} {unit} ({part:p} van de weg).",
        "The path asks for {due:n} {unit} by then ({part:p} of the way).",
    ),
    "progress.bound_open": (
        "Het cijfer is {bound} {actual:n}; daarmee is niet te zeggen of dat genoeg is.",
        "The figure is {bound} {actual:n}; that does not tell whether it is enough.",
    ),
    "progress.before_baseline": (
        "Niet te zeggen: het laatste cijfer van ‘{indicator}’ ({period}) is van voor de nulmeting ({start_period}).",
        "Cannot tell: the last figure of ‘{indicator}’ ({period}) dates from before the baseline ({start_period}).",
    ),
    "progress.behind_reached": (
        "{actual:n} {unit} in {period}. Het doel ({target:n}) ligt achter de nulmeting ({start:n}) en is gehaald.",
        "{actual:n} {unit} in {period}. The target ({target:n}) lies behind the baseline ({start:n}) and is reached.",
    ),
    "progress.behind_not_reached": (
        "{actual:n} {unit} in {period}. Het doel ({target:n}) ligt achter de nulmeting ({start:n}) en is niet gehaald.",
        "{actual:n} {unit} in {period}. The target ({target:n}) lies behind the baseline ({start:n}) and is not reached.",
    ),
    "progress.no_baseline_ascending": (
        "{actual:n} {unit} in {period}; het doel is {target:n}. Zonder nulmeting is niet te zeggen welk deel van de weg is "
        "afgelegd, want het doel ligt niet boven nul.",
        "{actual:n} {unit} in {period}; the target is {target:n}. Without a baseline it cannot be said which part of the way "
        "is done, because the target does not lie above zero.",
    ),
    "progress.methods_agree": (
        "Gaat het zo door, dan wordt het doel in {year} {answer}: daarover zijn alle {count:n} manieren van rekenen het eens.",
        "If things go on like this, the target of {year} is {answer}: all {count:n} ways of reckoning agree.",
    ),
    "progress.methods_differ": (
        "Gaat het zo door, dan verschillen de manieren van rekenen: volgens {yes:n} van de {count:n} wordt het doel in {year} gehaald.",
        "If things go on like this, the ways of reckoning differ: by {yes:n} of the {count:n} the target of {year} is reached.",
    ),
    # --- Ways of reckoning -------------------------------------------------------------------------------------
    "pace.growth_rate_ratio": (
        "Groei per jaar sinds {start}: {seen:p1}. Nodig: {needed:p1} per jaar.",
        "Growth per year since {start}: {seen:p1}. Needed: {needed:p1} per year.",
    ),
    "pace.exponential_trend": (
        "Met {growth:p1} groei per jaar, zoals sinds {start}, komt {year} uit op {value}.",
        "With {growth:p1} growth per year, as since {start}, {year} comes to {value}.",
    ),
    "pace.least_squares": (
        "Een rechte lijn langs alle {count:n} cijfers ({slope} per jaar) komt in {year} uit op {value}.",
        "A straight line along all {count:n} figures ({slope} per year) comes to {value} in {year}.",
    ),
    "pace.last_two": (
        "Een rechte lijn door {start} en {end} ({slope} per jaar) komt in {year} uit op {value}.",
        "A straight line through {start} and {end} ({slope} per year) comes to {value} in {year}.",
    ),
    "pace.last_value": (
        "Verandert er niets meer na {start}, dan is het in {year} nog steeds {value}.",
        "If nothing changes any more after {start}, it is still {value} in {year}.",
    ),
    "pace.reference_theta": (
        "De Theta-methode uit de bibliotheek statsmodels komt in {year} uit op {value}.",
        "The Theta method of the library statsmodels comes to {value} in {year}.",
    ),
    "pace.reference_ses": (
        "Een gewogen gemiddelde waarin nieuwe jaren zwaarder tellen (SES, statsmodels) komt in {year} uit op {value}.",
        "A weighted mean in which recent years count more (SES, statsmodels) comes to {value} in {year}.",
    ),
    "pace.reference_damped": (
        "Een trend die langzaam afvlakt (gedempte Holt, statsmodels) komt in {year} uit op {value}.",
        "A trend that slowly levels off (damped Holt, statsmodels) comes to {value} in {year}.",
    ),
    "pace.pooled_trends": (
        "De raming van dit rapport, die ook van andere reeksen leert, komt in {year} uit op {value} (het midden).",
        "The projection of this report, which also learns from other series, comes to {value} in {year} (the middle).",
    ),
    "pace.points": ("procentpunt", "percentage points"),
    "pace.number": ("{value:n}", "{value:n}"),
    "pace.not_every_year": (
        "Niet te zeggen: deze manier van rekenen vraagt een cijfer van elk jaar, en er ontbreken jaren.",
        "Cannot tell: this way of reckoning needs a figure of every year, and years are missing.",
    ),
    "pace.library_refused": (
        "Niet te zeggen: deze manier van rekenen kan niets met deze cijfers.",
        "Cannot tell: this way of reckoning can do nothing with these figures.",
    ),
    "pace.no_projection": (
        "Niet te zeggen: van dit jaar is er geen raming.",
        "Cannot tell: there is no projection for this year.",
    ),
    "pace.one_point": (
        "Niet te zeggen: er is maar één cijfer.",
        "Cannot tell: there is only one figure.",
    ),
    "pace.few_points": (
        "Niet te zeggen: hiervoor zijn minstens {needed:n} cijfers nodig.",
        "Cannot tell: this needs at least {needed:n} figures.",
    ),
    "pace.not_same_sign": (
        "Niet te zeggen: groei per jaar bestaat alleen tussen getallen die allemaal boven nul of allemaal onder nul liggen.",
        "Cannot tell: growth per year exists only between numbers that are all above zero or all below zero.",
    ),
    "pace.already_there": (
        "Niet te zeggen: in {start} was het doel al gehaald, dus er was geen groei nodig.",
        "Cannot tell: in {start} the target was already reached, so no growth was needed.",
    ),
    "pace.no_recent_start": (
        "Niet te zeggen: na de nulmeting is er geen cijfer dat minstens twee jaar ouder is dan het laatste.",
        "Cannot tell: after the baseline there is no figure that is at least two years older than the last.",
    ),
    "pace.not_defined": (
        "Niet te zeggen: de berekening geeft geen getal.",
        "Cannot tell: the reckoning gives no number.",
    ),
    # --- Organisations that came later -------------------------------------------------------------------------
    "cohort.differs": (
        "{indicator}: van de {now:n} organisaties met een cijfer {joined:plural|heeft|hebben} er {joined:n} het eerste cijfer pas na {first}. De nulmeting hangt dus af "
        "van wie meetelt. Alleen wie er vanaf het begin was: {fixed}. Iedereen vanaf zijn eerste cijfer: {entered}. Vanaf "
        "het eerste jaar met alle organisaties: {based}",
        "{indicator}: of the {now:n} organisations with a figure, {joined:n} {joined:plural|has its|have their} first figure only after {first}. So the baseline "
        "depends on who counts. Only those there from the start: {fixed}. All from their first figure: {entered}. From "
        "the first year with all organisations: {based}",
    ),
    "cohort.change": (
        "van {baseline:n} ({baseline_period}) naar {actual:n} ({actual_period})",
        "from {baseline:n} ({baseline_period}) to {actual:n} ({actual_period})",
    ),
    "cohort.left": (
        "{indicator}: {count:n} {count:plural|organisatie|organisaties} met eerdere cijfers {count:plural|heeft|hebben} er geen "
        "over {period} en {count:plural|telt|tellen} bij ‘vanaf zijn eerste cijfer’ en ‘alle organisaties’ niet mee",
        "{indicator}: {count:n} {count:plural|organisation|organisations} with earlier figures {count:plural|has|have} none for "
        "{period} and {count:plural|is|are} not counted under ‘from their first figure’ and ‘all organisations’",
    ),
    # --- Projections -------------------------------------------------------------------------------------------
    "projection.no_points": (
        "Niet te ramen: er is nog geen cijfer.",
        "No projection: there is no figure yet.",
    ),
    "projection.only_partial": (
        "Niet te ramen: er is alleen een cijfer over een deel van een jaar.",
        "No projection: there is only a figure for a part of a year.",
    ),
    "projection.only_too_few": (
        "Niet te ramen: {count:plural|er is een cijfer, maar daarvoor hebben|er zijn {count:n} cijfers, maar daarvoor hebben} te weinig organisaties gemeld.",
        "No projection: {count:plural|there is a figure, but too few organisations reported for it|there are {count:n} figures, but too few organisations reported for them}.",
    ),
    "projection.only_apart": (
        "Niet te ramen: dit is alleen per organisatie gemeten. Hieruit is geen cijfer voor het geheel te maken.",
        "No projection: this is measured for separate organisations only. No figure of the whole can be made from them.",
    ),
    "projection.too_few_too": (
        "Voor {count:n} {count:plural|ander cijfer|andere cijfers} hebben te weinig organisaties gemeld.",
        "For {count:n} other {count:plural|figure|figures} too few organisations reported.",
    ),
    "projection.few_points": (
        "Niet te ramen: er {full:plural|is|zijn} {full:n} {full:plural|cijfer|cijfers} over een hele periode; er zijn er "
        "minstens {needed:n} nodig.",
        "No projection: there {full:plural|is|are} {full:n} {full:plural|figure|figures} for a whole period; at least "
        "{needed:n} are needed.",
    ),
    "projection.few_of_all": (
        "Niet te ramen: van de {all:n} {all:plural|cijfer|cijfers} {full:plural|is er|zijn er} {full:n} bruikbaar (een vast getal over een heel jaar); er zijn er "
        "minstens {needed:n} nodig.",
        "No projection: of the {all:n} {all:plural|figure|figures} {full:n} can be used (an exact number for a whole year); at least {needed:n} "
        "are needed.",
    ),
    "projection.past": (
        "Niet te ramen: er zijn al cijfers over {year} of later.",
        "No projection: there are figures for {year} or later already.",
    ),
    "projection.never_moved": (
        "Niet te ramen: de cijfers veranderden nooit, dus niets zegt hoe groot een verandering kan zijn.",
        "No projection: the figures never changed, so nothing says how large a change may be.",
    ),
    "projection.ended": (
        "Niet te ramen: deze organisatie is gestopt.",
        "No projection: this organisation has ended.",
    ),
    "projection.with_others": (
        "Raming uit {count:n} cijfers ({start} tot en met {end}). Voor {own:p} rust ze op deze cijfers, voor {peers:p} op "
        "{others:n} andere {others:plural|reeks|reeksen} en voor {rest:p} op wat bekend is van jaarcijfers in het algemeen.",
        "Projection from {count:n} figures ({start} to {end}). {own:p} of it rests on these figures, {peers:p} on {others:n} "
        "other series and {rest:p} on what is known of yearly figures in general.",
    ),
    "projection.with_own_parts": (
        "Raming uit {count:n} cijfers ({start} tot en met {end}). Voor {own:p} rust ze op deze cijfers, voor {peers:p} op "
        "{others:n} andere {others:plural|reeks|reeksen}, waaronder zijn eigen delen, en voor {rest:p} op wat bekend is van jaarcijfers in het algemeen.",
        "Projection from {count:n} figures ({start} to {end}). {own:p} of it rests on these figures, {peers:p} on {others:n} "
        "other series, its own parts among them, and {rest:p} on what is known of yearly figures in general.",
    ),
    "projection.survey": (
        "De cijfers komen uit een steekproef; het laatste cijfer telt daarom lichter.",
        "The figures come from a sample; so the last figure weighs less.",
    ),
    "projection.alone": (
        "Raming uit {count:n} cijfers ({start} tot en met {end}). Voor {own:p} rust ze op deze cijfers en voor {rest:p} op "
        "wat bekend is van jaarcijfers in het algemeen.",
        "Projection from {count:n} figures ({start} to {end}). {own:p} of it rests on these figures and {rest:p} on what is "
        "known of yearly figures in general.",
    ),
    "projection.little_own": (
        "De eigen cijfers zeggen nog weinig: de raming rust vooral op andere reeksen en op algemene ervaring.",
        "Its own figures say little yet: the projection rests mainly on other series and on general experience.",
    ),
    "projection.short_periods": (
        "Elk cijfer gaat over {months:n} {months:plural|maand|maanden}, niet over een jaar.",
        "Each figure is for {months:n} {months:plural|month|months}, not for a year.",
    ),
    "projection.partial_used": (
        "Van deze cijfers {count:plural|gaat|gaan} er {count:n} over een deel van een jaar; {count:plural|dat is|die zijn} ongeveer "
        "omgerekend naar een heel jaar, met de onzekerheid die daarbij hoort.",
        "Of these figures {count:n} {count:plural|is|are} for a part of a year, converted to a whole year (about), with the "
        "uncertainty that goes with it.",
    ),
    "projection.partial_left_out": (
        "{count:n} {count:plural|cijfer|cijfers} over een deel van een jaar {count:plural|telt|tellen} niet mee.",
        "{count:n} {count:plural|figure|figures} for a part of a year {count:plural|is|are} left out.",
    ),
    "projection.bounds_left_out": (
        "{count:n} {count:plural|cijfer|cijfers} met ‘minstens’ of ‘hoogstens’ {count:plural|telt|tellen} niet mee.",
        "{count:n} {count:plural|figure|figures} with ‘at least’ or ‘at most’ {count:plural|is|are} left out.",
    ),
    "projection.reconciled": (
        "De ramingen van delen en geheel zijn op elkaar afgestemd, zodat ze optellen.",
        "The projections of parts and whole were adjusted to each other, so that they add up.",
    ),
    "projection.not_reconciled": (
        "{indicator}: de ramingen van {wholes:n} {wholes:plural|organisatie|organisaties} en van hun delen hoeven niet op te tellen, want "
        "{missing:n} van de {parts:n} {parts:plural|deel|delen} {missing:plural|heeft|hebben} geen raming.",
        "{indicator}: the projections of {wholes:n} {wholes:plural|organisation|organisations} and of their parts need not add up, because "
        "{missing:n} of the {parts:n} {parts:plural|part|parts} {missing:plural|has|have} no projection.",
    ),
    # --- Prospects of targets ----------------------------------------------------------------------------------
    "prospect.mean_per_year": (
        "Niet te zeggen: het doel is een gemiddelde over de jaren, en één jaar beslist daar niet over.",
        "Cannot tell: the target is a mean over the years, and one year does not decide it.",
    ),
    "prospect.beyond_horizon": (
        "Niet te zeggen: het doeljaar {year} ligt na {last}, het laatste jaar van de ramingen.",
        "Cannot tell: the target year {year} lies after {last}, the last year of the projections.",
    ),
    "prospect.reached": (
        "Het doel van {goal} in {year} is al gehaald: {value} in {period}.",
        "The target of {goal} in {year} is reached already: {value} in {period}.",
    ),
    "prospect.measured_reached": (
        "Het doeljaar {year} is gemeten: {value} in {period}. Het doel is gehaald.",
        "The target year {year} was measured: {value} in {period}. The target is reached.",
    ),
    "prospect.measured_not_reached": (
        "Het doeljaar {year} is gemeten: {value} in {period}. Het doel is niet gehaald.",
        "The target year {year} was measured: {value} in {period}. The target is not reached.",
    ),
    "prospect.chance_more": (
        "Bij het huidige tempo is de kans dat het doel van {goal} in {year} wordt gehaald {chance:about}; nodig is "
        "{extra} per jaar extra.",
        "At the present pace the chance that the target of {goal} in {year} is reached is {chance:about}; it takes "
        "{extra} more per year.",
    ),
    "prospect.chance_less": (
        "Bij het huidige tempo is de kans dat het doel van {goal} of minder in {year} wordt gehaald {chance:about}; "
        "nodig is dat er elk jaar {extra} meer af gaat.",
        "At the present pace the chance that the target of {goal} or less in {year} is reached is {chance:about}; it "
        "takes a fall of {extra} more per year.",
    ),
    "prospect.chance_fast_enough": (
        "Bij het huidige tempo is de kans dat het doel van {goal} in {year} wordt gehaald {chance:about}; het tempo "
        "tot nu toe is snel genoeg.",
        "At the present pace the chance that the target of {goal} in {year} is reached is {chance:about}; the pace "
        "so far is fast enough.",
    ),
    "prospect.chance_if_it_lasts": (
        "De kans dat het doel van {goal} in {year} wordt gehaald is {chance:about}. Gaat het even hard door als tot "
        "nu toe, dan wordt het gehaald; maar zo’n tempo houdt niet altijd stand.",
        "The chance that the target of {goal} in {year} is reached is {chance:about}. If it goes on as fast as so far, "
        "it is reached; but such a pace does not always last.",
    ),
    "prospect.chance_there": (
        "Het laatste cijfer haalt het doel van {goal}; de kans dat dat in {year} ook zo is, is {chance:about}.",
        "The last figure meets the target of {goal}; the chance that this also holds in {year} is {chance:about}.",
    ),
    "prospect.chance_band": (
        "Bij het huidige tempo is de kans dat ‘{indicator}’ in {year} tussen {low:n} en {high} ligt {chance:about}.",
        "At the present pace the chance that ‘{indicator}’ lies between {low:n} and {high} in {year} is {chance:about}.",
    ),
    "prospect.little_own": (
        "De eigen cijfers zeggen nog weinig (ze tellen voor {own:p} mee); de raming rust vooral op andere reeksen en op "
        "algemene ervaring.",
        "Its own figures say little yet (they count for {own:p}); the projection rests mainly on other series and on general "
        "experience.",
    ),
    "prospect.event": (
        "Op {day} verandert iets: {title}. Deze raming rekent daar niet mee.",
        "On {day} something changes: {title}. This projection does not take that into account.",
    ),
    "prospect.event_alone": ("Op {day} verandert iets: {title}.", "On {day} something changes: {title}."),
    "prospect.amount": ("{value:n} {unit}", "{value:n} {unit}"),
    "prospect.percentage": ("{value:n}%", "{value:n}%"),
    "prospect.extra": ("{value:r}", "{value:r}"),
    "prospect.extra_points": ("{value:r} procentpunt", "{value:r} {value:plural|percentage point|percentage points}"),
    # --- Claims ------------------------------------------------------------------------------------------------
    "claim.no_value": (
        "Er is geen cijfer voor ‘{indicator}’ in {period}.",
        "There is no figure for ‘{indicator}’ in {period}.",
    ),
    "claim.comparison.>": ("meer dan", "more than"),
    "claim.comparison.>=": ("minstens", "at least"),
    "claim.comparison.<": ("minder dan", "less than"),
    "claim.comparison.<=": ("hoogstens", "at most"),
    "claim.comparison.=": ("precies", "exactly"),
    "claim.value_holds": (
        "Klopt: ‘{indicator}’ is {value:n}{sign} in {period}, en de zin zegt {comparison} {claimed:n}{sign}.",
        "Right: ‘{indicator}’ is {value:n}{sign} in {period}, and the sentence says {comparison} {claimed:n}{sign}.",
    ),
    "claim.value_fails": (
        "Klopt niet: ‘{indicator}’ is {value:n}{sign} in {period}, en de zin zegt {comparison} {claimed:n}{sign}.",
        "Wrong: ‘{indicator}’ is {value:n}{sign} in {period}, and the sentence says {comparison} {claimed:n}{sign}.",
    ),
    "claim.other_quantity": (
        "Niet te controleren: de zin gaat over {speaks_of}, het cijfer over ‘{indicator}’ ({value:n} in {period}).",
        "Cannot be checked: the sentence is about {speaks_of}, the figure about ‘{indicator}’ ({value:n} in {period}).",
    ),
    "claim.unfit_value": (
        "Niet te controleren: het cijfer van ‘{indicator}’ in {period} ({value:n}) is apart gezet, betwist of onvolledig.",
        "Cannot be checked: the figure of ‘{indicator}’ in {period} ({value:n}) is set aside, in dispute or incomplete.",
    ),
    "claim.bound_open": (
        "Niet te controleren: van ‘{indicator}’ in {period} is alleen een grens bekend ({value:n}); de zin zegt {comparison} {claimed:n}.",
        "Cannot be checked: of ‘{indicator}’ in {period} only a bound is known ({value:n}); the sentence says {comparison} {claimed:n}.",
    ),
    "claim.change_no_value": (
        "Er is geen vergelijkbaar cijfer voor ‘{indicator}’ over {periods}.",
        "There is no comparable figure for ‘{indicator}’ for {periods}.",
    ),
    "claim.change_rose": (
        "‘{indicator}’ steeg van {first:n} ({start}) naar {last:n} ({end}).",
        "‘{indicator}’ rose from {first:n} ({start}) to {last:n} ({end}).",
    ),
    "claim.change_fell": (
        "‘{indicator}’ daalde van {first:n} ({start}) naar {last:n} ({end}).",
        "‘{indicator}’ fell from {first:n} ({start}) to {last:n} ({end}).",
    ),
    "claim.change_unchanged": (
        "‘{indicator}’ bleef gelijk: {first:n} in {start} en {last:n} in {end}.",
        "‘{indicator}’ did not change: {first:n} in {start} and {last:n} in {end}.",
    ),
    "claim.change_partial": (
        "‘{indicator}’ was {first:n} in {start} en {last:n} in {end}, maar een van beide gaat over een deel van een jaar; "
        "dat is niet als verandering te lezen.",
        "‘{indicator}’ was {first:n} in {start} and {last:n} in {end}, but one of them covers a part of a year; that cannot "
        "be read as a change.",
    ),
    "claim.change_per_month": (
        "‘{indicator}’ ging van {first:n} ({start}) naar {last:n} ({end}): ×{factor:x} zonder omrekenen, ongeveer ×{low:x} tot "
        "×{high:x} per maand, want een van beide jaren is niet heel.",
        "‘{indicator}’ went from {first:n} ({start}) to {last:n} ({end}): ×{factor:x} without conversion, about ×{low:x} to "
        "×{high:x} per month, because one of the two years is not whole.",
    ),
    "claim.targets_reached": ("Alle genoemde doelen zijn gehaald.", "All targets named are reached."),
    "claim.targets_missed": (
        "Niet gehaald: {targets}.",
        "Not reached: {targets}.",
    ),
    "claim.missed": (
        "‘{indicator}’ was {actual:n}{sign} in {period}; het doel voor {year} is {target:n}{sign}",
        "‘{indicator}’ was {actual:n}{sign} in {period}; the target for {year} is {target:n}{sign}",
    ),
    "claim.tried": (
        "{indicator}: {actual:n}; doel voor {year}: {target:n} ({part:p}, als men ze toch naast elkaar legt)",
        "{indicator}: {actual:n}; target for {year}: {target:n} ({part:p}, if one lays them side by side anyway)",
    ),
    "claim.compared": (
        "{indicator}: {actual:n}; doel voor {year}: {target:n} ({part:p})",
        "{indicator}: {actual:n}; target for {year}: {target:n} ({part:p})",
    ),
    "claim.within_reach": (
        "Niet te controleren: de zin zegt niet vanaf waar een doel ‘binnen handbereik’ ligt. De cijfers zijn: {tried}.",
        "Cannot be checked: the sentence does not say from where on a target is ‘within reach’. The figures are: {tried}.",
    ),
    "claim.targets_not_comparable": (
        "Niet te controleren: de cijfers en de doelen tellen niet hetzelfde. Geprobeerd is: {tried}.",
        "Cannot be checked: the figures and the targets do not count the same. Tried were: {tried}.",
    ),
    "claim.targets_not_measured": (
        "Niet te controleren: er is geen cijfer dat met deze doelen te vergelijken is.",
        "Cannot be checked: there is no figure that can be compared with these targets.",
    ),
    "claim.effect_seen": (
        "De cijfers passen bij een bijdrage; dat is geen bewijs dat het een door het ander komt.",
        "The figures are consistent with a contribution; that is no proof that the one is due to the other.",
    ),
    "claim.effect_not_seen": (
        "De cijfers laten dit niet zien: bij minstens een van deze verbanden werkt output niet genoeg door.",
        "The figures do not show this: for at least one of these links output does not translate enough.",
    ),
    "claim.effect_unmeasured": (
        "Niet te controleren, want niet gemeten: {elements}.",
        "Cannot be checked, because not measured: {elements}.",
    ),
    "claim.effect_leaning": (
        "Niet te controleren: de cijfers lijken samen te gaan, maar daaruit volgt niet dat het een door het ander komt.",
        "Cannot be checked: the figures seem to move together, but it does not follow that the one is due to the other.",
    ),
    "claim.effect_unproven": (
        "Niet te controleren: de cijfers zijn er niet, of laten beide mogelijkheden open.",
        "Cannot be checked: the figures are not there, or leave both possibilities open.",
    ),
    # --- Gaps --------------------------------------------------------------------------------------------------
    "gap.outputs_rose": (
        "De output nam toe ({output}), maar {silent:n} van de {results:n} outcomes en impacts {silent:plural|is|zijn} "
        "niet gemeten",
        "Output rose ({output}), but {silent:n} of the {results:n} outcomes and impacts {silent:plural|is|are} not measured",
    ),
    "gap.silent_organisation": (
        "{organisation}: van de {count:n} gevraagde gegevens is er geen enkel bekend",
        "{organisation}: of the {count:n} data elements asked for, none is known",
    ),
    # --- Persons -----------------------------------------------------------------------------------------------
    "disclosure.withheld": (
        "‘{element}’: {count:n} {count:plural|cijfer is|cijfers zijn} niet openbaar, omdat het er minder dan {smallest:n} zijn of omdat zo’n klein aantal eruit te berekenen is",
        "‘{element}’: {count:n} {count:plural|figure is|figures are} not published, because fewer than {smallest:n} were counted or because such a small count could be worked out from it",
    ),
    "disclosure.not_shown": (
        "bij ‘{what}’ valt iets op, maar de cijfers zijn niet openbaar omdat ze over weinig personen gaan",
        "something stands out about ‘{what}’, but the figures are not published because they concern few persons",
    ),
    "pseudonym.no_key": (
        "er zijn gegevens over personen, maar de geheime sleutel ontbreekt; zet die in {variable} of in een bestand dat {file_variable} noemt",
        "there are data about persons, but the secret key is missing; put it in {variable} or in a file that {file_variable} names",
    ),
    "pseudonym.short_key": (
        "de geheime sleutel in {place} is te kort; neem minstens {smallest:n} willekeurige tekens",
        "the secret key in {place} is too short; take at least {smallest:n} random characters",
    ),
    "pseudonym.key_unreadable": (
        "het bestand met de geheime sleutel, genoemd in {variable}, is niet te lezen",
        "the file with the secret key, named in {variable}, cannot be read",
    ),
    # --- Words for states, bounds, flags, verdicts -------------------------------------------------------------
    "state.missing": ("niet gemeld", "not reported"),
    "state.not_due": ("nog niet aan de orde", "not due yet"),
    "state.not_applicable": ("niet van toepassing", "not applicable"),
    "state.withheld": ("bekend, maar niet openbaar", "known, but not published"),
    "bound.at_least": ("minstens", "at least"),
    "bound.at_most": ("hoogstens", "at most"),
    "bound.about": ("ongeveer", "about"),
    "flag.partial": ("gaat over een deel van de periode", "covers a part of the period"),
    "flag.open_period": ("de periode loopt nog", "the period is still open"),
    "flag.at_least": ("de bron zegt ‘meer dan’: een ondergrens", "the source says ‘more than’: a lower bound"),
    "flag.at_most": ("de bron zegt ‘bijna’: een bovengrens", "the source says ‘nearly’: an upper bound"),
    "flag.about": ("de bron zegt ‘ongeveer’", "the source says ‘about’"),
    "flag.quarantined": ("apart gezet: wel getoond, nergens gebruikt", "quarantined: shown, used nowhere"),
    "flag.low_confidence": ("weinig zeker", "low confidence"),
    "flag.conflict_named": ("bronnen spreken elkaar tegen ({name})", "sources contradict each other ({name})"),
    "flag.conflict_unresolved": (
        "bronnen spreken elkaar tegen en er is geen keuze gemaakt",
        "sources contradict each other and no choice was made",
    ),
    "flag.parts_in_dispute": (
        "van een deel spreken bronnen elkaar tegen; dat deel telt niet mee",
        "sources contradict each other on a part; that part does not count",
    ),
    "flag.corrected": ("later gecorrigeerd", "corrected later"),
    "flag.sum_of_categories": ("opgeteld uit de categorieën", "added up from the categories"),
    "flag.categories_incomplete": ("niet alle categorieën zijn gemeld", "not all categories were reported"),
    "flag.residual": ("het deel van het totaal zonder categorie", "the part of the total without a category"),
    "flag.not_asked": ("nog aan niemand gevraagd", "nobody is asked for it yet"),
    "flag.no_parts": ("de delen hebben zelf niets gemeld", "the parts reported nothing themselves"),
    "flag.own_figure": ("eigen opgave van de organisatie", "the organisation's own figure"),
    "flag.own_figure_set_aside": (
        "opgeteld uit de delen; de eigen opgave telt niet",
        "added up from the parts; the own figure does not count",
    ),
    "flag.bounds_only": (
        "alleen grenzen: dezelfde mensen of bedrijven kunnen vaker voorkomen",
        "bounds only: the same people or companies can occur more than once",
    ),
    "flag.not_aggregatable": (
        "alleen een percentage of gemiddelde: optellen kan niet",
        "only a percentage or mean: cannot be added up",
    ),
    "flag.incomplete": ("te weinig organisaties hebben gemeld", "too few organisations reported"),
    "flag.not_defined": ("niet gedefinieerd (gedeeld door nul)", "not defined (divided by zero)"),
    "flag.indicative": ("indicatief: onbekend voor wie dit geldt", "indicative: unknown for whom this holds"),
    "flag.perception": ("een mening, geen meting van gedrag", "an opinion, no measurement of behaviour"),
    "flag.intention": ("een voornemen, geen gedrag", "an intention, no behaviour"),
    "flag.combined": ("samengesteld uit kortere perioden", "put together from shorter periods"),
    "flag.before_end": (
        "de laatste stand is van vóór het einde van de periode",
        "the last level is from before the end of the period",
    ),
    "flag.annualised": (
        "in grafiek en raming ongeveer omgerekend naar een heel jaar",
        "converted to about a whole year in charts and projections",
    ),
    "flag.concordance": ("de categorie heette vroeger anders", "the category had another name before"),
    "flag.from_records": ("geteld uit losse registraties", "counted from single records"),
    "flag.parts_overlap": (
        "de delen tellen samen op tot meer, omdat dezelfde mensen of bedrijven vaker voorkomen",
        "the parts add up to more, because the same people or companies occur more than once",
    ),
    "flag.periods_differ": (
        "de gegevens gaan over perioden die niet op elkaar passen",
        "the data are about periods that do not match",
    ),
    "flag.falls": ("een doorlopende telling daalt", "a running total falls"),
    "flag.no_earlier_period": ("er is geen eerdere periode", "there is no earlier period"),
    "verdict_name.not_measured": ("niet gemeten", "not measured"),
    "verdict_name.too_early": ("te vroeg", "too early"),
    "verdict_name.insufficient_data": ("te weinig cijfers", "too few figures"),
    "verdict_name.outcome_without_output": ("outcome zonder output", "outcome without output"),
    "verdict_name.not_exercised": ("niet op de proef gesteld", "not put to the test"),
    "verdict_name.contradicting": ("tegengesteld", "contradicting"),
    "verdict_name.translating": ("werkt door", "translating"),
    "verdict_name.weak": ("werkt zwak door", "weak"),
    "verdict_name.stalled": ("stokt", "stalled"),
    "verdict_name.leaning_stalled": ("lijkt te stokken", "seems to stall"),
    "verdict_name.leaning_translating": ("lijkt door te werken", "seems to translate"),
    "verdict_name.inconclusive": ("niet te zeggen", "inconclusive"),
    "assumption_status.supported": ("gesteund", "supported"),
    "assumption_status.partly": ("deels gesteund", "partly supported"),
    "assumption_status.intention_only": ("alleen een voornemen", "an intention only"),
    "assumption_status.not_shown": ("niet aangetoond", "not shown"),
    "assumption_status.untested": ("niet getoetst", "untested"),
    "assumption_status.contradicted": ("tegengesproken", "contradicted"),
    # --- Explain -----------------------------------------------------------------------------------------------
    "explain.no_indicator": (
        "er is geen indicator, verband of doel ‘{given}’; bekend zijn {known}",
        "there is no indicator, link or target ‘{given}’; known are {known}",
    ),
    "explain.no_indicator_near": (
        "er is geen indicator, verband of doel ‘{given}’; bedoelde u ‘{near}’?",
        "there is no indicator, link or target ‘{given}’; did you mean ‘{near}’?",
    ),
    "explain.no_organisation": (
        "er is geen organisatie ‘{given}’; bekend zijn {known}",
        "there is no organisation ‘{given}’; known are {known}",
    ),
    "explain.no_organisation_near": (
        "er is geen organisatie ‘{given}’; bedoelde u ‘{near}’?",
        "there is no organisation ‘{given}’; did you mean ‘{near}’?",
    ),
    "explain.no_period": (
        "over ‘{given}’ is hier niets verwacht of gemeld; bekend zijn {known}",
        "nothing is expected or reported here for ‘{given}’; known are {known}",
    ),
    "explain.no_period_near": (
        "over ‘{given}’ is hier niets verwacht of gemeld; bedoelde u ‘{near}’?",
        "nothing is expected or reported here for ‘{given}’; did you mean ‘{near}’?",
    ),
    "explain.value": (
        "{indicator}{category}, {organisation}, {period}: {figure}",
        "{indicator}{category}, {organisation}, {period}: {figure}",
    ),
    "explain.figure": ("{value:n} {unit}", "{value:n} {unit}"),
    "explain.between": ("tussen {low:n} en {high:n} {unit}", "between {low:n} and {high:n} {unit}"),
    "explain.survey": (
        "n = {n:n}, 95%-marge {low:n} tot {high:n} (Wilson)",
        "n = {n:n}, 95% margin {low:n} to {high:n} (Wilson)",
    ),
    "explain.limitations": ("let op: {text}", "beware: {text}"),
    "explain.formula": ("formule: {formula}", "formula: {formula}"),
    "explain.cell": (
        "{element}{category} ({name}), {organisation}, {period}: {figure} [{reported:n} van {expected:n} gemeld]",
        "{element}{category} ({name}), {organisation}, {period}: {figure} [{reported:n} of {expected:n} reported]",
    ),
    "explain.operand": ("{text} wordt berekend uit", "{text} is computed from"),
    "explain.combined": (
        "samengesteld uit {count:n} kortere perioden",
        "put together from {count:n} shorter periods",
    ),
    "explain.missing_means": ("wat telt als ontbrekend: {text}", "what counts as missing: {text}"),
    "explain.sum_of_categories": (
        "som van {count:n} {count:plural|categorie|categorieën}",
        "sum of {count:n} {count:plural|category|categories}",
    ),
    "explain.category": ("{category}: {value:n}", "{category}: {value:n}"),
    "explain.reconciled": (
        "het gedrukte totaal is gelijk aan deze som",
        "the printed total equals this sum",
    ),
    "explain.printed_total": ("het gedrukte totaal", "the printed total"),
    "explain.part": (
        "{organisation}: {value:n} (telt voor {share:p})",
        "{organisation}: {value:n} (counts for {share:p})",
    ),
    "explain.more_parts": ("en nog {count:n} andere", "and {count:n} more"),
    "explain.not_reported": ("niet gemeld door {organisations}", "not reported by {organisations}"),
    "explain.withheld": (
        "bekend maar niet openbaar: {organisations}",
        "known but not published: {organisations}",
    ),
    "explain.row": (
        "{bound} {value:e}  ({name}; bron {source}; {file})",
        "{bound} {value:e}  ({name}; source {source}; {file})",
    ),
    "explain.row_exact": (
        "{value:e}  ({name}; bron {source}; {file})",
        "{value:e}  ({name}; source {source}; {file})",
    ),
    "explain.quote": ("‘{quote}’", "‘{quote}’"),
    "explain.documents": ("documenten", "documents"),
    "explain.document": ("{name}: {title} ({publisher})", "{name}: {title} ({publisher})"),
    "explain.note": ("opmerking: {note}", "note: {note}"),
    "explain.conflict": ("tegenspraak {name}: {title}", "conflict {name}: {title}"),
    "explain.verdict": (
        "{link}: van ‘{start}’ naar ‘{end}’: {verdict}",
        "{link}: from ‘{start}’ to ‘{end}’: {verdict}",
    ),
    "explain.mechanism": ("mechanisme: {text}", "mechanism: {text}"),
    "explain.place": ("{place}: ‘{quote}’", "{place}: ‘{quote}’"),
    "explain.stated": ("wat de documenten zeggen: {text} ({sources})", "what the documents say: {text} ({sources})"),
    "explain.assumption": ("aanname {name}: {title} ({status})", "assumption {name}: {title} ({status})"),
    "explain.point": ("{indicator}: {value:n} in {period}", "{indicator}: {value:n} in {period}"),
    "explain.ahead": (
        "De jaren hierna, {organisation}: {reason}",
        "The years ahead, {organisation}: {reason}",
    ),
    "explain.year_ahead": (
        "{year}: {median:n} {unit}; met 80% kans tussen {low:n} en {high:n}, met 95% kans tussen {lowest:n} en {highest:n}",
        "{year}: {median:n} {unit}; with a chance of 80% between {low:n} and {high:n}, of 95% between {lowest:n} and {highest:n}",
    ),
    "explain.prospect": (
        "Doel {target} ({status}): {reason}",
        "Target {target} ({status}): {reason}",
    ),
    "explain.target": (
        "Doel {target}: {indicator}, {organisation}: {value:n} {unit} in {year} ({owner})",
        "Target {target}: {indicator}, {organisation}: {value:n} {unit} in {year} ({owner})",
    ),
    "explain.methods": ("andere manieren van rekenen", "other ways of reckoning"),
    "explain.method": ("{name}: {reason}", "{name}: {reason}"),
    "explain.ask": (
        "hoe de cijfers zelf tot stand komen, ziet u met de naam van de indicator: {indicator}",
        "how the figures themselves come about is shown under the name of the indicator: {indicator}",
    ),
    "prospect_status.reached": ("gehaald", "reached"),
    "prospect_status.likely": ("waarschijnlijk", "likely"),
    "prospect_status.uncertain": ("onzeker", "uncertain"),
    "prospect_status.unlikely": ("onwaarschijnlijk", "unlikely"),
    "prospect_status.cannot_tell": ("niet te zeggen", "cannot tell"),
    # --- Summary on the terminal -------------------------------------------------------------------------------
    "summary.as_of": ("Wat bekend was op {day}", "What was known on {day}"),
    "summary.fictional": ("Dit is een verzonnen programma.", "This is a fictional programme."),
    "summary.scenario": ("Scenario: {title}", "Scenario: {title}"),
    "summary.output": ("Output", "Output"),
    "summary.outcome": ("Outcome", "Outcome"),
    "summary.links": ("Verbanden", "Links"),
    "summary.targets": ("Doelen", "Targets"),
    "summary.claims": ("Beweringen", "Claims"),
    "summary.conflicts": ("Bronnen", "Sources"),
    "summary.rise_partial": (
        "‘{indicator}’ ging van {first:n} ({start}, een deel van het jaar) naar {last:n} ({end}): ongeveer ×{low:x} tot "
        "×{high:x} per maand",
        "‘{indicator}’ went from {first:n} ({start}, a part of the year) to {last:n} ({end}): about ×{low:x} to ×{high:x} per "
        "month",
    ),
    "summary.rise": (
        "‘{indicator}’ ging van {first:n} ({start}) naar {last:n} ({end}): ×{factor:x}",
        "‘{indicator}’ went from {first:n} ({start}) to {last:n} ({end}): ×{factor:x}",
    ),
    "summary.no_output": ("nog geen cijfer over een output", "no figure of an output yet"),
    "summary.no_rise": ("geen enkele groei is aangetoond", "no growth is shown"),
    "summary.outcomes_known": (
        "{known:n} van de {count:n} outcomes en impacts {known:plural|heeft|hebben} een cijfer",
        "{known:n} of the {count:n} outcomes and impacts {known:plural|has|have} a figure",
    ),
    "summary.outcomes_only_opinions": (
        "{known:n} van de {count:n} outcomes en impacts {known:plural|heeft|hebben} een cijfer, en dat is alleen een mening van deelnemers",
        "{known:n} of the {count:n} outcomes and impacts {known:plural|has|have} a figure, and that is only an opinion of participants",
    ),
    "summary.outcomes_opinions": (
        "{known:n} van de {count:n} outcomes en impacts {known:plural|heeft|hebben} een cijfer; bij {opinions:n} daarvan is dat alleen een mening van deelnemers",
        "{known:n} of the {count:n} outcomes and impacts {known:plural|has|have} a figure; for {opinions:n} of these it is only an opinion of participants",
    ),
    "summary.targets_compared": (
        "{told:n} {told:plural|doel is|doelen zijn} te vergelijken met een cijfer: {reached:n} gehaald{now}; {refused:n} {refused:plural|vergelijking is|vergelijkingen zijn} geweigerd en {unknown:n} {unknown:plural|is|zijn} niet te maken",
        "{told:n} {told:plural|target|targets} can be held beside a figure: {reached:n} reached{now}; {refused:n} {refused:plural|comparison is|comparisons are} refused and {unknown:n} cannot be made",
    ),
    "summary.targets_met_now": (
        ", {count:n} {count:plural|haalt|halen} het doel nu al terwijl het doeljaar nog niet om is",
        ", {count:n} {count:plural|meets|meet} the target now while its year is not over",
    ),
    "summary.prospects": ("Ramingen", "Projections"),
    "summary.prospects_counted": (
        "{count:plural|1 doel komt|{count:n} doelen komen} nog: {parts}",
        "{count:plural|1 target is|{count:n} targets are} still ahead: {parts}",
    ),
    "summary.prospects_reached": ("{count:n} nu al gehaald", "{count:n} reached already"),
    "summary.prospects_likely": ("{count:n} waarschijnlijk", "{count:n} likely"),
    "summary.prospects_uncertain": ("{count:n} onzeker", "{count:n} uncertain"),
    "summary.prospects_unlikely": ("{count:n} onwaarschijnlijk", "{count:n} unlikely"),
    "summary.prospects_cannot_tell": ("{count:n} niet te zeggen", "{count:n} cannot be told"),
    "summary.prospects_more": (
        "… en nog {count:n} {count:plural|doel|doelen}, van een deel of zonder kans; het rapport toont alles",
        "… and {count:n} more {count:plural|target|targets}, of a part or without a chance; the report shows everything",
    ),
    "summary.prospect_goal": ("{indicator}: {goal}", "{indicator}: {goal}"),
    "summary.prospect_chance": ("kans {chance:about}", "chance {chance:about}"),
    "summary.claims_judged": (
        "{supported:n} {supported:plural|klopt|kloppen}, {contradicted:n} {contradicted:plural|klopt|kloppen} niet, "
        "{unverifiable:n} {unverifiable:plural|is|zijn} niet te controleren",
        "{supported:n} supported, {contradicted:n} contradicted, {unverifiable:n} unverifiable",
    ),
    "summary.conflicts_declared": (
        "{count:n} {count:plural|tegenspraak|tegenspraken}, elk met de gekozen regel in het rapport",
        "{count:n} {count:plural|conflict|conflicts}, each with the rule chosen in the report",
    ),
    "cli.written": ("Geschreven", "Written"),
    "cli.more": (
        "… en nog {count:n}; met --all ziet u alles",
        "… and {count:n} more; --all shows everything",
    ),
    "cli.checked": (
        "{errors:n} {errors:plural|fout|fouten}, {warnings:n} {warnings:plural|waarschuwing|waarschuwingen}, {infos:n} "
        "{infos:plural|opmerking|opmerkingen}",
        "{errors:n} {errors:plural|error|errors}, {warnings:n} {warnings:plural|warning|warnings}, {infos:n} "
        "{infos:plural|remark|remarks}",
    ),
    "cli.cannot_use": (
        "Dit kan zo niet worden gebruikt: {errors:n} {errors:plural|fout|fouten}. Er is niets geschreven.",
        "This cannot be used as it is: {errors:n} {errors:plural|error|errors}. Nothing was written.",
    ),
    "cli.error": ("fout", "error"),
    "cli.warning": ("let op", "warning"),
    "cli.info": ("ter info", "info"),
    "cli.unknown_format": (
        "‘{given}’ is geen uitvoer; kies uit {known}",
        "‘{given}’ is not an output format; choose from {known}",
    ),
    "cli.unknown_schema": (
        "‘{given}’ is geen bestand van een model; kies uit {known}",
        "‘{given}’ is not a file of a model; choose from {known}",
    ),
    "cli.bad_date": (
        "‘{given}’ is geen datum; schrijf bijvoorbeeld 2025-12-31",
        "‘{given}’ is not a date; write for example 2025-12-31",
    ),
    "cli.unknown_language": ("‘{given}’ is geen taal; kies nl of en", "‘{given}’ is not a language; choose nl or en"),
    "cli.exists": (
        "de map ‘{folder}’ bestaat al en is niet leeg; kies een andere naam",
        "the folder ‘{folder}’ exists already and is not empty; choose another name",
    ),
    "cli.tree": (
        "‘{given}’ is geen manier om de organisaties te tonen; kies uit {known}",
        "‘{given}’ is no way of showing the organisations; choose from {known}",
    ),
    "cli.cannot_write": (
        "er kan niet worden geschreven naar ‘{folder}’: {problem}",
        "cannot write to ‘{folder}’: {problem}",
    ),
    "cli.read_only": (
        "‘{file}’ is alleen-lezen en is niet overschreven; er is niets geschreven. Haal die beveiliging van het bestand, verplaats het, of kies met --out een andere map",
        "‘{file}’ is read-only and was not overwritten; nothing was written. Take that protection off the file, move it, or choose another folder with --out",
    ),
    "cli.new_done": (
        "De map {folder} staat klaar. Probeer nu: toc run {folder} (of: uv run toc run {folder})",
        "The folder {folder} is ready. Now try: toc run {folder} (or: uv run toc run {folder})",
    ),
    "cli.models": ("Modellen", "Models"),
    "cli.lists": ("Lijsten met indicatoren", "Indicator lists"),
    "cli.scenarios": ("Scenario’s", "Scenarios"),
    "cli.reading": ("Lezen en controleren", "Reading and checking"),
    "cli.computing": ("Berekenen", "Computing"),
    "cli.writing": ("Schrijven", "Writing"),
    "cli.writing_format": ("Schrijven: {format}", "Writing: {format}"),
    "os.ENOENT": ("dat bestaat niet", "there is no such file"),
    "os.EISDIR": ("dat is een map en geen bestand", "that is a folder and no file"),
    "os.ENOTDIR": ("dat is een bestand en geen map", "that is a file and no folder"),
    "os.EEXIST": ("dat is een bestand en geen map", "that is a file and no folder"),
    "os.EACCES": ("daar mag niet worden gelezen of geschreven", "it may not be read or written there"),
    "os.EPERM": ("daar mag niet worden gelezen of geschreven", "it may not be read or written there"),
    "os.EROFS": ("daar kan niet worden geschreven", "nothing can be written there"),
    "os.ENOSPC": ("de schijf is vol", "the disk is full"),
    "cli.template_alone": (
        "{file} is een huisstijl voor Word: geef ook `--format docx`",
        "{file} is a house template for Word: give `--format docx` too",
    ),
    "cli.building_block": (
        "‘{title}’ is een bouwsteen van andere scenario's; alleen verandert hij weinig of niets",
        "‘{title}’ is a building block of other what-ifs; by itself it changes little or nothing",
    ),
    "cli.did_you_mean": ("; bedoelde u ‘{near}’?", "; did you mean ‘{near}’?"),
    "cli.cannot_read": ("{file} is niet te lezen: {problem}", "{file} cannot be read: {problem}"),
    # --- Looking back at projections ---------------------------------------------------------------------------
    "backtest.none": (
        "Er is nog niets om op terug te kijken. Daarvoor zijn minstens {needed:n} cijfers over hele jaren nodig in één "
        "reeks: {made:n} om mee te ramen, en één om de raming naast te leggen.",
        "There is nothing to look back on yet. That takes at least {needed:n} figures for whole years in one series: "
        "{made:n} to project from, and one to lay beside the projection.",
    ),
    "backtest.none_long": (
        "De langste reeks heeft er nu {longest:n}.",
        "The longest series has {longest:n} now.",
    ),
    "backtest.none_known": (
        "Er is nog niets om op terug te kijken. De langste reeks heeft {longest:n} cijfers, maar uit wat er in die jaren bekend was, "
        "kon nog niets worden geraamd.",
        "There is nothing to look back on yet. The longest series has {longest:n} figures, but from what was known in those "
        "years nothing could be projected.",
    ),
    "backtest.one_year": (
        "Van {count:n} {count:plural|raming|ramingen} voor een jaar vooruit {inside:plural|viel|vielen} er {inside:n} ({part:p}) binnen de marge van 80%.",
        "Of {count:n} {count:plural|projection|projections} for one year ahead {inside:n} ({part:p}) fell within the margin of 80%.",
    ),
    "backtest.years": (
        "Van {count:n} {count:plural|raming|ramingen} voor {steps:n} jaar vooruit {inside:plural|viel|vielen} er {inside:n} ({part:p}) binnen de marge van 80%.",
        "Of {count:n} {count:plural|projection|projections} for {steps:n} years ahead {inside:n} ({part:p}) fell within the margin of 80%.",
    ),
    "backtest.few": (
        "Dat zegt nog weinig: met zo weinig ramingen past het bij elk aandeel van {low:p} tot {high:p}.",
        "That says little yet: with so few projections it fits any share from {low:p} to {high:p}.",
    ),
    "backtest.fits": (
        "Dat past bij een marge van 80% (het past bij elk aandeel van {low:p} tot {high:p}).",
        "That fits a margin of 80% (it fits any share from {low:p} to {high:p}).",
    ),
    "backtest.narrow": (
        "Dat is te weinig: de marges waren te smal (het past bij een aandeel van {low:p} tot {high:p}).",
        "That is too few: the margins were too narrow (it fits a share from {low:p} to {high:p}).",
    ),
    "backtest.wide": (
        "Dat is meer dan nodig: de marges waren te breed (het past bij een aandeel van {low:p} tot {high:p}).",
        "That is more than needed: the margins were too wide (it fits a share from {low:p} to {high:p}).",
    ),
    "backtest.better": (
        "Het midden van de raming zat er {part:p} minder ver naast dan ‘het blijft gelijk’.",
        "The middle of the projection was {part:p} less far off than ‘it stays the same’.",
    ),
    "backtest.worse": (
        "Het midden van de raming zat er {part:p} verder naast dan ‘het blijft gelijk’.",
        "The middle of the projection was {part:p} further off than ‘it stays the same’.",
    ),
    "backtest.same": (
        "Het midden van de raming zat er even ver naast als ‘het blijft gelijk’.",
        "The middle of the projection was as far off as ‘it stays the same’.",
    ),
    "backtest.brier": (
        "Voor doelen van jaren die voorbij zijn, is {count:n} keer een kans gegeven. De Brierscore daarvan is {brier:r}: 0 is "
        "volmaakt, en wie altijd ‘half om half’ zegt, krijgt 0,25.",
        "For targets of years that are past {count:n} {count:plural|chance was|chances were} given. Their Brier score is {brier:r}: 0 is "
        "perfect, and who always says ‘fifty-fifty’ gets 0.25.",
    ),
    "backtest.working": ("Terugkijken vanuit {year}", "Looking back from {year}"),
    "backtest.recomputed": (
        "Opnieuw berekend: wat deze versie van toc in elk jaar geraamd zou hebben",
        "Computed again: what this version of toc would have projected in each year",
    ),
    "backtest.hindsight": (
        "Later verbeterde cijfers over die jaren tellen mee zoals ze nu bekend zijn.",
        "Figures of those years that were put right later count as they are known now.",
    ),
    "backtest.as_known": (
        "Alleen wat een jaar na elk van die jaren bekend was, telt mee.",
        "Only what was known a year after each of those years counts.",
    ),
    "backtest.kept": (
        "Bewaard: wat eerdere rapporten raamden ({files:n} {files:plural|bestand|bestanden}, versie {engines})",
        "Kept: what earlier reports projected ({files:n} {files:plural|file|files}, version {engines})",
    ),
    "backtest.no_kept": (
        "Er zijn nog geen bewaarde ramingen uit eerdere rapporten. `toc run` bewaart ze vanaf nu.",
        "There are no kept projections of earlier reports yet. `toc run` keeps them from now on.",
    ),
    "backtest.kept_none": (
        "De bewaarde ramingen ({files:n} {files:plural|bestand|bestanden}) gaan over jaren die nog geen cijfer hebben.",
        "The kept projections ({files:n} {files:plural|file|files}) are of years that have no figure yet.",
    ),
    "backtest.redefined": (
        "{count:n} {count:plural|indicator wordt|indicatoren worden} nu anders berekend dan toen; hun bewaarde ramingen tellen niet mee: {names}.",
        "{count:n} {count:plural|indicator is|indicators are} computed in another way now; their kept projections do not count: {names}.",
    ),
    "backtest.unreadable": (
        "‘{file}’ is geen bestand met bewaarde ramingen. Haal het weg of zet het terug zoals het was.",
        "‘{file}’ is no file of kept projections. Take it away or put it back as it was.",
    ),
    "backtest.earlier": ("Eerder teruggekeken", "Looked back before"),
    "backtest.earlier_run": (
        "wat bekend was op {day}, versie {engine}: {inside:n} van {count:n} binnen de marge van 80%",
        "what was known on {day}, version {engine}: {inside:n} of {count:n} within the margin of 80%",
    ),
    "backtest.all_indicators": ("Alles samen", "All together"),
    "backtest.steps": (
        "{steps:n} jaar",
        "{steps:n} {steps:plural|year|years}",
    ),
    "backtest.share": ("{inside:n} van {count:n}", "{inside:n} of {count:n}"),
    "backtest.relative": ("{part:p}", "{part:p}"),
    "backtest.range": ("{low:p} tot {high:p}", "{low:p} to {high:p}"),
    "backtest.head_ahead": ("vooruit", "ahead"),
    "backtest.head80": ("binnen 80%", "within 80%"),
    "backtest.head_range": ("past bij", "fits"),
    "backtest.head95": ("binnen 95%", "within 95%"),
    "backtest.head_relative": ("fout*", "error*"),
    "backtest.head_note": (
        "* gemiddelde fout, als deel van die van ‘het blijft gelijk’",
        "* mean error, as a part of that of ‘it stays the same’",
    ),
    "cli.kept": ("Bewaard", "Kept"),
    # --- Records -----------------------------------------------------------------------------------------------
    "records.outside_folder": (
        "‘{records}’: het bestand ‘{file}’ ligt buiten de map van het model",
        "‘{records}’: the file ‘{file}’ lies outside the folder of the model",
    ),
    "records.no_files": (
        "‘{records}’: geen enkel bestand heet ‘{files}’ in de map van het model",
        "‘{records}’: no file is called ‘{files}’ in the folder of the model",
    ),
    "records.unreadable": (
        "‘{records}’: de bestanden kunnen niet worden gelezen: {problem}",
        "‘{records}’: the files cannot be read: {problem}",
    ),
    "records.unreadable_file": (
        "‘{records}’: het bestand ‘{file}’ kan niet worden gelezen als CSV in UTF-8",
        "‘{records}’: the file ‘{file}’ cannot be read as CSV in UTF-8",
    ),
    "records.needs_extra": (
        "‘{records}’: hiervoor is een extra onderdeel nodig; installeer het met: uv sync --extra {extra}",
        "‘{records}’: this needs an optional part; install it with: uv sync --extra {extra}",
    ),
    "records.column_twice": (
        "‘{records}’: de kolom ‘{column}’ staat meer dan eens in ‘{file}’",
        "‘{records}’: the column ‘{column}’ stands more than once in ‘{file}’",
    ),
    "records.column_absent": (
        "‘{records}’: de kolom ‘{column}’ bestaat niet",
        "‘{records}’: there is no column ‘{column}’",
    ),
    "records.column_absent_near": (
        "‘{records}’: de kolom ‘{column}’ bestaat niet; bedoelde u ‘{near}’?",
        "‘{records}’: there is no column ‘{column}’; did you mean ‘{near}’?",
    ),
    "records.column_type": (
        "‘{records}’: de kolom ‘{column}’ bevat {type}, en hier is {kind} nodig",
        "‘{records}’: the column ‘{column}’ holds {type}, and {kind} is needed here",
    ),
    "records.unreadable_cells": (
        "‘{records}’: in de kolom ‘{column}’ is {count:n} {count:plural|cel|cellen} niet te lezen als {kind}; "
        "bijvoorbeeld ‘{example}’",
        "‘{records}’: in the column ‘{column}’, {count:n} {count:plural|cell|cells} cannot be read as {kind}; "
        "for example ‘{example}’",
    ),
    "records.kind_text": ("een tekst", "a text"),
    "records.kind_key": ("een tekst of getal", "a text or number"),
    "records.kind_number": ("een getal", "a number"),
    "records.kind_day": ("een dag, zoals 2024-07-15", "a day, such as 2024-07-15"),
    "records.kind_truth": ("ja of nee", "yes or no"),
    "records.kind_order": ("een getal, dag of moment", "a number, day or moment"),
    "records.engine_failed": (
        "‘{records}’: de berekening is gestopt: {problem}",
        "‘{records}’: the computation stopped: {problem}",
    ),
    "records.no_address": (
        "‘{records}’: zet in de omgevingsvariabele {variable} het adres van de database",
        "‘{records}’: put the address of the database in the environment variable {variable}",
    ),
    "records.no_driver": (
        "‘{records}’: voor de database in {variable} is nog een onderdeel nodig; voor PostgreSQL: "
        "uv sync --extra postgresql",
        "‘{records}’: the database in {variable} needs one more part; for PostgreSQL: uv sync --extra postgresql",
    ),
    "records.other_database": (
        "‘{records}’ staat in een database van het soort {other}; die kan niet rekenen als {engine}",
        "‘{records}’ stands in a database of the kind {other}; that cannot compute as {engine}",
    ),
    "records.unknown_organisation": (
        "‘{records}’: {count:n} {count:plural|registratie noemt|registraties noemen} ‘{given}’, en die organisatie "
        "staat niet in organisations.yaml",
        "‘{records}’: {count:n} {count:plural|record names|records name} ‘{given}’, and that organisation is not in "
        "organisations.yaml",
    ),
    "records.unknown_organisation_near": (
        "‘{records}’: {count:n} {count:plural|registratie noemt|registraties noemen} ‘{given}’, en die organisatie "
        "staat niet in organisations.yaml; bedoelde u ‘{near}’?",
        "‘{records}’: {count:n} {count:plural|record names|records name} ‘{given}’, and that organisation is not in "
        "organisations.yaml; did you mean ‘{near}’?",
    ),
    "records.more_unknown_organisations": (
        "‘{records}’: nog {names:n} {names:plural|organisatie staat|organisaties staan} niet in organisations.yaml "
        "({count:n} {count:plural|registratie|registraties})",
        "‘{records}’: {names:n} more {names:plural|organisation is|organisations are} not in organisations.yaml "
        "({count:n} {count:plural|record|records})",
    ),
    "records.no_organisation": (
        "‘{records}’: bij {count:n} {count:plural|registratie|registraties} is ‘{column}’ (de organisatie) leeg; "
        "die {count:plural|telt|tellen} nergens mee",
        "‘{records}’: in {count:n} {count:plural|record|records} ‘{column}’ (the organisation) is empty; "
        "{count:plural|it counts|they count} nowhere",
    ),
    "records.no_time": (
        "‘{records}’: bij {count:n} {count:plural|registratie|registraties} is ‘{column}’ (de tijd) leeg; "
        "die {count:plural|telt|tellen} nergens mee",
        "‘{records}’: in {count:n} {count:plural|record|records} ‘{column}’ (the time) is empty; "
        "{count:plural|it counts|they count} nowhere",
    ),
    "records.outside_periods": (
        "‘{records}’: {count:n} {count:plural|registratie valt|registraties vallen} buiten het programma "
        "({start} tot en met {end}) en {count:plural|telt|tellen} nergens mee",
        "‘{records}’: {count:n} {count:plural|record lies|records lie} outside the programme ({start} up to {end}) "
        "and {count:plural|counts|count} nowhere",
    ),
    "records.bad_period": (
        "‘{records}’: {problem} ({count:n} {count:plural|registratie|registraties})",
        "‘{records}’: {problem} ({count:n} {count:plural|record|records})",
    ),
    "records.no_category": (
        "‘{records}’: bij {count:n} {count:plural|registratie|registraties} is ‘{column}’ leeg of geen van {known}; "
        "die {count:plural|telt|tellen} wel mee in het totaal",
        "‘{records}’: in {count:n} {count:plural|record|records} ‘{column}’ is empty or none of {known}; "
        "{count:plural|it does|they do} count in the total",
    ),
    "records.empty_cells": (
        "‘{records}’: {element} laat {count:n} {count:plural|registratie|registraties} weg, want {columns} is daar leeg",
        "‘{records}’: {element} leaves out {count:n} {count:plural|record|records}, because {columns} is empty there",
    ),
    "records.last_tie": (
        "‘{records}’: bij {element} is {count:n} keer niet te zien welke registratie de laatste is (zoals {organisation} "
        "in {period}); het hoogste getal telt",
        "‘{records}’: for {element} it cannot be seen {count:n} {count:plural|time|times} which record is the last one "
        "(such as {organisation} in {period}); the highest figure counts",
    ),
    "records.not_finite": (
        "‘{records}’: {element} is {count:n} keer geen gewoon getal en blijft dan leeg",
        "‘{records}’: {element} is no ordinary number {count:n} {count:plural|time|times} and then stays empty",
    ),
    "records.nothing": (
        "‘{records}’: er is geen enkele registratie die meetelt",
        "‘{records}’: there is not one record that counts",
    ),
    "records.hashing": ("Controlegetal maken: {records}", "Taking a checksum: {records}"),
    "records.reading": ("Registraties lezen: {records}", "Reading records: {records}"),
    "records.aggregating": ("Registraties optellen: {records}", "Aggregating records: {records}"),
    "records.two_kinds": (
        "gegeven ‘{name}’ leest de kolom ‘{column}’ op twee manieren: als {first} en als {second}",
        "data element ‘{name}’ reads the column ‘{column}’ in two ways: as {first} and as {second}",
    ),
    "records.person_shown": (
        "gegeven ‘{name}’ gebruikt de kolom ‘{column}’, die een persoon aanwijst; die mag alleen worden geteld "
        "(`count_distinct`)",
        "data element ‘{name}’ uses the column ‘{column}’, which identifies a person; it may only be counted "
        "(`count_distinct`)",
    ),
    "records.not_personal": (
        "gegeven ‘{name}’ telt personen; zet er `personal: true` bij, zodat kleine aantallen niet worden gepubliceerd",
        "data element ‘{name}’ counts persons; add `personal: true`, so that small counts are not published",
    ),
    "records.no_order": (
        "gegeven ‘{name}’ vraagt de laatste registratie; zeg met `order` welke kolom dat bepaalt",
        "data element ‘{name}’ asks for the last record; say with `order` which column decides that",
    ),
    "records.also_over": (
        "gegeven ‘{name}’: ‘{period}’ bestaat niet uit hele perioden van ‘{records}’",
        "data element ‘{name}’: ‘{period}’ does not consist of whole periods of ‘{records}’",
    ),
    "records.overlap": (
        "‘{records}’: ‘{period}’ kan niet worden berekend, want de perioden van de registraties overlappen elkaar",
        "‘{records}’: ‘{period}’ cannot be computed, because the periods of the records overlap",
    ),
    "records.unused": (
        "geen enkel gegeven wordt uit ‘{name}’ gehaald",
        "no data element is taken from ‘{name}’",
    ),
    "sql.no_records": (
        "in dit model komt geen enkel gegeven uit registraties (`from_records`)",
        "in this model no data element comes from records (`from_records`)",
    ),
    "sql.no_element": (
        "‘{given}’ is geen gegeven uit registraties",
        "‘{given}’ is not a data element from records",
    ),
    "sql.no_element_near": (
        "‘{given}’ is geen gegeven uit registraties; bedoelde u ‘{near}’?",
        "‘{given}’ is not a data element from records; did you mean ‘{near}’?",
    ),
    "sql.unknown_dialect": (
        "‘{given}’ is geen bekende soort SQL; kies uit {known}",
        "‘{given}’ is not a known kind of SQL; choose from {known}",
    ),
    "sql.unknown_dialect_near": (
        "‘{given}’ is geen bekende soort SQL; bedoelde u ‘{near}’?",
        "‘{given}’ is not a known kind of SQL; did you mean ‘{near}’?",
    ),
    "cli.unknown_engine": (
        "‘{given}’ kan niet rekenen; kies uit {known}",
        "‘{given}’ is not an engine; choose from {known}",
    ),
    "cli.bad_memory": (
        "‘{given}’ is geen hoeveelheid geheugen; schrijf bijvoorbeeld 2GB",
        "‘{given}’ is not an amount of memory; write for example 2GB",
    ),
}
