/** The grid of one result: what reinforcing or steering costs, limits that were passed and who caused them, voltage and room for more by
 *  neighbourhood. Tables that a result of an older version lacks are left out. */
import { type ReactNode, useMemo } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Folded } from './folded.tsx';
import { chosen, IndicatorRows } from './indicator-rows.tsx';
import { PlainTable } from './plain-table.tsx';
import { useCall } from './use-call.ts';

type Words = Readonly<Record<string, { readonly nl: string; readonly en: string }>>;

const TITLES = {
  grid: { nl: 'Elektriciteitsnet', en: 'Electricity grid' },
  zones: { nl: 'Spanning en transformatoren per buurt', en: 'Voltage and transformers by neighbourhood' },
  hosting: {
    nl: 'Ruimte voor zon, laden en warmtepompen per buurt',
    en: 'Room for sun, charging and heat pumps by neighbourhood',
  },
  violations: { nl: 'Overschreden grenzen', en: 'Limits that were passed' },
  causes: {
    nl: 'Wie ze veroorzaakt: aansluitingen op het slechtste moment',
    en: 'Who caused them: connections at the worst moment',
  },
} as const;

const KEYS = [
  'reinforcementEurPerYear',
  'limitEurPerYear',
  'gridTotalEurPerYear',
  'withheldMwh',
  'unservedByGridMwh',
  'jointsOutsideNorm',
  'cableOverloadHours',
  'hostingPvShare',
  'hostingCarShare',
  'hostingHeatPumpShare',
] as const;

const ZONES: Words = {
  name: { nl: 'Buurt', en: 'Neighbourhood' },
  homesOutsideNorm: { nl: 'Woningen buiten EN 50160', en: 'Homes outside EN 50160' },
  worstWeekShare: { nl: 'Slechtste week binnen 207–253 V', en: 'Worst week within 207–253 V' },
  unbalanceShare: { nl: 'Grootste asymmetrie', en: 'Largest unbalance' },
  reverseFlowHours: { nl: 'Teruglevering', en: 'Reverse flow' },
  transformerLifeHours: { nl: 'Verbruikte levensduur', en: 'Life used' },
  unservedByGridKwhPerYear: { nl: 'Ontbrak door het net', en: 'Missing because of the grid' },
};
const HOSTING: Words = {
  zone: { nl: 'Buurt', en: 'Neighbourhood' },
  technology: { nl: 'Wat', en: 'What' },
  homes: { nl: 'Woningen', en: 'Homes' },
  homesP10: { nl: 'Slechtste tiende', en: 'Worst tenth' },
  homesMedian: { nl: 'Midden', en: 'Middle' },
  homesP90: { nl: 'Beste tiende', en: 'Best tenth' },
  limit: { nl: 'Eerste grens', en: 'First limit' },
};
const VIOLATIONS: Words = {
  kind: { nl: 'Grens', en: 'Limit' },
  zone: { nl: 'Buurt', en: 'Neighbourhood' },
  area: { nl: 'Transformator', en: 'Transformer' },
  bus: { nl: 'Mof', en: 'Joint' },
  value: { nl: 'Hoogste of laagste', en: 'Highest or lowest' },
  hours: { nl: 'Duur', en: 'Duration' },
};
const CAUSES: Words = {
  what: { nl: 'Wat', en: 'What' },
  area: { nl: 'Transformator', en: 'Transformer' },
  connection: { nl: 'Aansluiting', en: 'Connection' },
  bus: { nl: 'Mof', en: 'Joint' },
  phase: { nl: 'Fase (0: alle)', en: 'Phase (0: all)' },
  powerKw: { nl: 'Vermogen', en: 'Power' },
  share: { nl: 'Aandeel', en: 'Part' },
};
const TEXTS: Words = {
  pv: { nl: 'zonnepanelen', en: 'panels' },
  car: { nl: 'auto', en: 'car' },
  'heat-pump': { nl: 'warmtepomp', en: 'heat pump' },
  none: { nl: 'geen', en: 'none' },
  transformer: { nl: 'transformator', en: 'transformer' },
  cable: { nl: 'kabel', en: 'cable' },
  'low voltage': { nl: 'lage spanning', en: 'low voltage' },
  'high voltage': { nl: 'hoge spanning', en: 'high voltage' },
  'transformer overloaded': { nl: 'transformator overbelast', en: 'transformer overloaded' },
  'cable overloaded': { nl: 'kabel overbelast', en: 'cable overloaded' },
  'voltage too low': { nl: 'spanning te laag', en: 'voltage too low' },
  'voltage too high': { nl: 'spanning te hoog', en: 'voltage too high' },
  home: { nl: 'huishouden', en: 'household' },
  sun: { nl: 'zon', en: 'sun' },
  business: { nl: 'bedrijven', en: 'businesses' },
  others: { nl: 'alle andere', en: 'all others' },
};

export function GridPanel({ id }: { readonly id: string }): ReactNode {
  const { language } = useShared();
  const result = useCall('readResult', { id });
  const zones = useCall('readTable', { id, table: 'zones', where: { column: 'external', equals: 0 } });
  const hosting = useCall('readTable', { id, table: 'hosting' });
  const violations = useCall('readTable', { id, table: 'violations' });
  const causes = useCall('readTable', { id, table: 'causes' });
  const zoneNames = useMemo(() => {
    const found = new Map<string, string>();
    const codes = zones.value?.columns['zone'];
    const names = zones.value?.columns['name'];
    if (codes === undefined || names === undefined) return found;
    for (let row = 0; row < codes.length; row++) found.set(String(codes[row]), String(names[row]));
    return found;
  }, [zones.value]);
  const rows = chosen(result.value?.indicators ?? {}, KEYS);
  const quality = zones.value?.columns['homesOutsideNorm'] === undefined ? null : zones.value;
  if (rows.length === 0 && quality === null) return null;
  const table = (
    of: BridgeTable | null,
    words: Words,
    title: { readonly nl: string; readonly en: string },
  ): ReactNode =>
    of === null || of.rowCount === 0 ? null : (
      <Folded title={`${title[language]} (${of.rowCount})`}>
        <PlainTable
          table={of}
          columns={Object.keys(words)}
          names={Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text[language]]))}
          caption={title[language]}
          words={(text, column) => (column === 'zone' ? zoneNames.get(text) : TEXTS[text]?.[language]) ?? text}
        />
      </Folded>
    );
  return (
    <section>
      {result.value !== null && <IndicatorRows rows={rows} made={result.value.made} caption={TITLES.grid[language]} />}
      {table(quality, ZONES, TITLES.zones)}
      {table(hosting.value, HOSTING, TITLES.hosting)}
      {table(violations.value, VIOLATIONS, TITLES.violations)}
      {table(causes.value, CAUSES, TITLES.causes)}
    </section>
  );
}
