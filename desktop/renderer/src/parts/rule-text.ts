/** The rule that an input broke, in Dutch: the engine speaks English. Rules without a Dutch form here stay as they are. Pure. */
import type { Language } from '../language.ts';

const DUTCH: readonly (readonly [RegExp, string])[] = [
  [/^is not a known key$/, 'is geen bekende sleutel'],
  [/^must be a number$/, 'moet een getal zijn'],
  [/^must be a int$|^must be an? integer$/, 'moet een heel getal zijn'],
  [/^must be a string$/, 'moet tekst zijn'],
  [/^must be a boolean$/, 'moet true of false zijn'],
  [/^must be a array$/, 'moet een lijst zijn'],
  [/^must be a map$/, 'moet een groep sleutels zijn'],
  [/^must be a date$/, 'moet een datum zijn'],
  [/^must be (>=|<=|>|<) (\S+) characters long$/, 'moet $1 $2 tekens lang zijn'],
  [/^must be (>=|<=|>|<) (\S+)$/, 'moet $1 $2 zijn'],
  [/^must be one of (.+)$/, 'moet een van deze zijn: $1'],
  [/^must be a time HH:MM$/, 'moet een tijd UU:MM zijn'],
  [
    /^must be at most \S+: this file was made by a newer Rijnstroom$/,
    'dit bestand is van een nieuwere versie van Rijnstroom; werk Rijnstroom bij',
  ],
  [
    /^must be at most \S+: this result was written by another version \((.+)\)$/,
    'dit resultaat is van een nieuwere versie van Rijnstroom ($1); werk Rijnstroom bij',
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
  [/^must be there: this is not a whole result folder$/, 'ontbreekt: dit is geen hele map met een resultaat'],
  [/^must be there: table (\S+) is missing$/, 'ontbreekt: tabel $1 is er niet; reken het scenario opnieuw door'],
  [
    /^must be (\d+) bytes \(damaged\?\)$/,
    'is beschadigd: het moet $1 bytes lang zijn; reken het scenario opnieuw door',
  ],
  [/^must be JSON \(damaged or half-written\?\)$/, 'is beschadigd of half geschreven; reken het scenario opnieuw door'],
  [/^must be JSON \(damaged\?\)$/, 'is beschadigd'],
  [/^must be Parquet \((.+)\)$/, 'is beschadigd ($1); reken het scenario opnieuw door'],
  [/^could not be saved \((\w+)\); nothing was lost$/, 'kon niet worden opgeslagen ($1); er is niets verloren'],
  [/^must be a folder that can be written \((\w+)\)$/, 'moet een map zijn waarin geschreven mag worden ($1)'],
  [/^holds no finished run yet$/, 'heeft nog geen berekening die klaar is'],
  [
    /^must be compared with at least one result of another scenario$/,
    'moet worden vergeleken met een resultaat van een ander scenario',
  ],
  [/^must differ between results of the same scenario$/, 'moet verschillen tussen resultaten van hetzelfde scenario'],
  [/^is not a table of this result$/, 'is geen tabel van dit resultaat'],
];

export function ruleText(rule: string, language: Language): string {
  if (language === 'en') return rule;
  const found = DUTCH.find(([pattern]) => pattern.test(rule));
  return found === undefined ? rule : rule.replace(found[0], found[1]);
}
