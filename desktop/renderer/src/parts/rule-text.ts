/** The rule that an input broke, in words of the window: the engine speaks short English. Rules without words here stay as they are. Pure. */
import type { Language } from '../language.ts';

/** Rule, in Dutch, and in English where the engine's own words do not say what to do. */
const WORDS: readonly (readonly [RegExp, string, string?])[] = [
  [/^is not a known key$/, 'is geen bekende sleutel'],
  [/^must be a number$/, 'moet een getal zijn'],
  [/^must be a whole number$/, 'moet een heel getal zijn'],
  [/^must be a string$/, 'moet tekst zijn'],
  [/^must be a boolean$/, 'moet true of false zijn'],
  [/^must be a list$/, 'moet een lijst zijn'],
  [/^must be a map$/, 'moet een groep sleutels zijn'],
  [/^must be a date$/, 'moet een datum zijn'],
  [/^must be (>=|<=|>|<) (\S+) characters long$/, 'moet $1 $2 tekens lang zijn'],
  [/^must be (>=|<=|>|<) (\S+)$/, 'moet $1 $2 zijn'],
  [/^must be one of (.+)$/, 'moet een van deze zijn: $1'],
  [/^must be a time HH:MM$/, 'moet een tijd UU:MM zijn'],
  [
    /^must be at most \S+: this file was made by a newer Rijnstroom$/,
    'dit bestand is van een nieuwere versie van Rijnstroom; werk Rijnstroom bij',
    'this file was made by a newer version of Rijnstroom; update Rijnstroom',
  ],
  [
    /^must be at most \S+: this result was written by another version \((.+)\)$/,
    'dit resultaat is van een nieuwere versie van Rijnstroom ($1); werk Rijnstroom bij',
    'this result was written by a newer version of Rijnstroom ($1); update Rijnstroom',
  ],
  [/^must be YAML or JSON: (.+)$/, 'moet YAML of JSON zijn: $1'],
  [/^must not lead back to itself$/, 'mag niet naar zichzelf terugleiden'],
  [/^is not a scenario of the library$/, 'staat niet in de bibliotheek'],
  [/^is not a result of the library$/, 'staat niet in de bibliotheek'],
  [
    /^comes with Rijnstroom and cannot be changed: save it under another name$/,
    'hoort bij Rijnstroom en kan niet worden gewijzigd: sla het op onder een andere naam',
  ],
  [
    /^must be letters, digits, dot, dash or underscore$/,
    'mag letters, cijfers, punt, streepje en laag streepje bevatten',
  ],
  [/^Invalid string: must match pattern/, 'mag letters, cijfers, punt, streepje en laag streepje bevatten'],
  [
    /^must be there: this is not a whole result folder$/,
    'ontbreekt: dit is geen hele map met een resultaat; verwijder het en reken het scenario opnieuw door',
    'is missing: this is not a whole result folder; delete it and run the scenario again',
  ],
  [
    /^must be there: table (\S+) is missing$/,
    'ontbreekt: tabel $1 is er niet; reken het scenario opnieuw door',
    'is missing: table $1 is not there; run the scenario again',
  ],
  [
    /^must be (\d+) bytes \(damaged\?\)$/,
    'is beschadigd: het moet $1 bytes lang zijn; reken het scenario opnieuw door',
    'is damaged: it should be $1 bytes long; run the scenario again',
  ],
  [
    /^must be JSON \(damaged or half-written\?\)$/,
    'is beschadigd of half geschreven; reken het scenario opnieuw door',
    'is damaged or half-written; run the scenario again',
  ],
  [/^must be JSON \(damaged\?\)$/, 'is beschadigd'],
  [
    /^must be Parquet \((.+)\)$/,
    'is beschadigd ($1); reken het scenario opnieuw door',
    'is damaged ($1); run the scenario again',
  ],
  [
    /^must be a file that can be read \(ENOENT\)$/,
    'ontbreekt; verwijder het resultaat en reken het scenario opnieuw door',
    'is missing; delete the result and run the scenario again',
  ],
  [/^could not be saved \((\w+)\); nothing was lost$/, 'kon niet worden opgeslagen ($1); er is niets verloren'],
  [/^must be a folder that can be written \((\w+)\)$/, 'moet een map zijn waarin geschreven mag worden ($1)'],
  [/^holds no finished run yet$/, 'heeft nog geen berekening die klaar is'],
  [
    /^must be compared with at least one result of another scenario$/,
    'moet worden vergeleken met een resultaat van een ander scenario',
  ],
  [/^must differ between results of the same scenario$/, 'moet verschillen tussen resultaten van hetzelfde scenario'],
  [/^is not a table of this result$/, 'is geen tabel van dit resultaat'],
  [/^must be key=value$/, 'moet sleutel=waarde zijn'],
  [/^must be text in UTF-8$/, 'moet tekst in UTF-8 zijn'],
  [/^must be an indicator of the results$/, 'moet een uitkomst van de resultaten zijn'],
  [/^must be hours like (.+) \(days (.+) or (\w+)\), or off$/, 'moet uren zijn zoals $1 (dagen $2 of $3), of off'],
  [/^must be a lever such as (\S+)$/, 'moet een instelling zijn, zoals $1'],
  [/^must be the name of a scenario file$/, 'moet de naam van een scenariobestand zijn'],
  [/^must be a scenario file or one of (.+)$/, 'moet een scenariobestand zijn of een van deze: $1'],
  [/^must be a scenario of at most (\d+) MB$/, 'mag hoogstens $1 MB zijn'],
  [/^must be a file that can be read \((\w+)\)$/, 'moet een bestand zijn dat kan worden gelezen ($1)'],
  [/^must be a whole number up to (\d+)$/, 'moet een heel getal tot $1 zijn'],
  [/^must be at least the (\d+) replications$/, 'moet minstens de $1 herhalingen zijn'],
  [/^must be (?:plain )?YAML: (.+)$/, 'moet YAML zijn: $1'],
  [/^must be readable \((\w+)\)$/, 'moet leesbaar zijn ($1)'],
  [/^must allow the (\d+) runs that are planned$/, 'moet ruimte geven aan de $1 geplande berekeningen'],
  [/^must differ from each other$/, 'moeten van elkaar verschillen'],
  [/^must exist: this is not the folder of a study$/, 'ontbreekt: dit is geen map van een studie'],
  [/^must give different lever points$/, 'moet verschillende combinaties geven'],
  [/^must give at most (\d+) points$/, 'mag hoogstens $1 combinaties geven'],
  [/^must give at most (\d+) runs$/, 'mag hoogstens $1 berekeningen geven'],
  [/^must have at most (\d+) levers for Sobol indices$/, 'mag voor Sobol-indices hoogstens $1 instellingen hebben'],
  [/^must go from a lower to a higher value$/, 'moet van een lagere naar een hogere waarde gaan'],
  [/^must have a YAML value after "="$/, 'moet na “=” een waarde in YAML hebben'],
  [/^must hold a map of keys$/, 'moet een groep sleutels bevatten'],
  [/^must name a lever once$/, 'mag een instelling één keer noemen'],
  [/^must name a scenario once$/, 'mag een scenario één keer noemen'],
  [/^must name at least one lever$/, 'moet minstens één instelling noemen'],
  [/^must name the same levers as the other points$/, 'moet dezelfde instellingen noemen als de andere combinaties'],
  [/^must not fix a lever that `levers` varies$/, 'mag een instelling die onder “levers” varieert niet vastzetten'],
  [
    /^must not vary the seed beside replications: each replication has its own$/,
    'mag het toevalsgetal niet laten variëren naast herhalingen: elke herhaling heeft er zelf een',
  ],
  [/^must not be deeper than (\d+)$/, 'mag niet dieper zijn dan $1'],
  [/^is running already: follow it under Run$/, 'wordt al berekend: volg het onder Berekenen'],
  [/^is not a study of the library$/, 'is geen studie van de bibliotheek'],
  [/^Invalid number: must be a multiple of (\S+)$/, 'moet een veelvoud van $1 zijn'],
  [/^Invalid (?:input|string|number|key|element).*$/, 'heeft niet de juiste vorm'],
];

export function ruleText(rule: string, language: Language): string {
  const [pattern, dutch, english] = WORDS.find(([one]) => one.test(rule)) ?? [];
  const words = language === 'nl' ? dutch : english;
  return pattern === undefined || words === undefined ? rule : rule.replace(pattern, words);
}
