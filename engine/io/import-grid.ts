/** `import grid`: a power-grid-model network (JSON) into a district folder, after a look at its structure: every component has an id of its
 *  own and names nodes that exist. With the places of its nodes it is checked whole, and runs use it. Touches files.
 *  Format: power-grid-model documentation, "Serialization format specification" (input data, row-based attributes). */
import { InputError, type Problem } from '../core/errors.ts';
import type { OperatorGrid } from '../grid/operator/areas.ts';
import { lowVoltageAreas } from '../grid/operator/low-voltage.ts';
import { parseDistrictGrid } from './district-grid.ts';
import { gridPlacesText } from './grid-places.ts';
import type { ImportFolder } from './import-folder.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { readText } from './text-file.ts';

const NODE_KEYS = ['node', 'from_node', 'to_node', 'node_1', 'node_2', 'node_3'];
const MAX_PROBLEMS = 20;
const GRID_FILE = 'grid.json';
const PLACES_FILE = 'grid-places.csv';

type Component = Readonly<Record<string, unknown>>;

/** @throws InputError with what is wrong, up to twenty problems */
export function checkGrid(text: string, file: string): ImportReport {
  const report = new ReportBuilder(file, 'power-grid-model');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, '', `must be JSON: ${(error as Error).message}`);
  }
  const root = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const data = (typeof root['data'] === 'object' && root['data'] !== null ? root['data'] : root) as Record<
    string,
    unknown
  >;
  if (root['type'] !== undefined && root['type'] !== 'input')
    throw new InputError(file, 'type', 'must be "input"', root['type']);
  if (!Array.isArray(data['node']) || data['node'].length === 0)
    throw new InputError(file, 'data.node', 'must be a list of nodes');
  if (!Array.isArray(data['source']) || data['source'].length === 0)
    throw new InputError(file, 'data.source', 'must hold a source: a grid without one has no voltage');
  const problems: Problem[] = [];
  const tell = (key: string, rule: string, value: unknown): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ file, key, rule, value });
  };
  const ids = new Set<unknown>();
  const attributes = (root['attributes'] ?? {}) as Record<string, readonly string[]>;
  const idOf = (kind: string, component: unknown, key: string): unknown => {
    if (Array.isArray(component)) return component[attributes[kind]?.indexOf(key) ?? -1];
    return (component as Component | null)?.[key];
  };
  const nodes = new Set(data['node'].map((node) => idOf('node', node, 'id')));
  for (const [kind, list] of Object.entries(data)) {
    if (!Array.isArray(list)) continue;
    report.read(kind, list.length);
    list.forEach((component: unknown, i) => {
      const id = idOf(kind, component, 'id');
      if (!Number.isInteger(id)) tell(`data.${kind}[${i}].id`, 'must be a whole number', id);
      else if (ids.has(id)) tell(`data.${kind}[${i}].id`, 'must be unique', id);
      ids.add(id);
      for (const key of NODE_KEYS) {
        const node = idOf(kind, component, key);
        if (node !== undefined && !nodes.has(node)) tell(`data.${kind}[${i}].${key}`, 'must be the id of a node', node);
      }
    });
    report.kept(kind, list.length);
  }
  if (problems.length > 0) throw new InputError(problems);
  return report.done();
}

/** @param places CSV of where the nodes are; without it the file is kept, and runs go on making their grid by rule */
export async function importGrid(file: string, into: ImportFolder, places?: string): Promise<ImportReport> {
  const text = await readText(file);
  const report = checkGrid(text, file);
  if (places === undefined) {
    await into.write(GRID_FILE, text);
    const later = 'runs use it once --places tells where its nodes are (id,lonDeg,latDeg or id,xRdM,yRdM)';
    return { ...report, notes: [...report.notes, later] };
  }
  const grid = parseDistrictGrid(text, file, await readText(places), places);
  await into.write(GRID_FILE, text);
  await into.write(PLACES_FILE, gridPlacesText(grid.places));
  into.set('grid', { file: GRID_FILE, places: PLACES_FILE });
  const placeless = lowVoltageNodes(grid).filter((node) => !grid.places.has(node));
  if (placeless.length === 0) return report;
  const what = 'low-voltage nodes without a place: drawn where the cable before them ends, homes hang on others';
  return {
    ...report,
    repaired: [...report.repaired, { what, count: placeless.length, examples: placeless.slice(0, 5).map(String) }],
  };
}

const lowVoltageNodes = ({ model, file }: OperatorGrid): number[] =>
  lowVoltageAreas(model, file).flatMap(({ joints }) => joints.map(({ node }) => node));
