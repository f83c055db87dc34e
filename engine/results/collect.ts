/** From the stores of all stages to the result of a run. In: RunParts. Out: RunResult. Pure.
 *  @throws RunError when a ledger does not close */
import type { Table } from '../core/table.ts';
import { districtBasis } from '../district/basis.ts';
import { mobilityAccounts } from '../mobility/accounts.ts';
import { accessOfPeople } from './access-groups.ts';
import { areaTotals, districtSteps, districtTotals } from './balance.ts';
import { householdSums } from './households.ts';
import { collectIndicators } from './indicator.ts';
import { accessIndicators, accountIndicators, burdenIndicators } from './indicators/access.ts';
import { chargingIndicators } from './indicators/charging.ts';
import { climateIndicators } from './indicators/climate.ts';
import { energyIndicators } from './indicators/energy.ts';
import { gridIndicators } from './indicators/grid.ts';
import { limitIndicators, qualityIndicators } from './indicators/grid-quality.ts';
import { harbourIndicators } from './indicators/harbour.ts';
import { moneyIndicators } from './indicators/money.ts';
import { reinforcementIndicators } from './indicators/reinforcement.ts';
import { surroundingsIndicators } from './indicators/surroundings.ts';
import { travelIndicators } from './indicators/travel.ts';
import { assertLedger, runLedger } from './ledger.ts';
import { runNotes } from './notes.ts';
import { dayWeights, type RunParts, sampleOf } from './parts.ts';
import type { RunResult } from './result.ts';
import { callsTable } from './tables/calls.ts';
import { sessionsTable, vehiclesTable } from './tables/cars.ts';
import { causesTable } from './tables/causes.ts';
import { coursesTable } from './tables/courses.ts';
import { busesTable, linesTable, transformersTable } from './tables/grid.ts';
import { durationsTable } from './tables/grid-quality.ts';
import { groupsTable, zonesTable } from './tables/groups.ts';
import { hostingIndicators, hostingTable } from './tables/hosting.ts';
import { householdsTable } from './tables/households.ts';
import { hubQuartersTable, linkHoursTable, transformerHoursTable } from './tables/hours.ts';
import { hubsTable } from './tables/hubs.ts';
import { linkTimesTable, serviceLevelsTable } from './tables/link-times.ts';
import { linksTable } from './tables/links.ts';
import { chargePointsTable, stopsTable, transitLinesTable } from './tables/places.ts';
import { stepsTable } from './tables/steps.ts';
import { modesTable, personsTable, tripsTable } from './tables/travel.ts';
import { accessTable, accountsTable, travellersTable } from './tables/travellers.ts';
import { violationsTable } from './tables/violations.ts';
import { travellerGroups } from './travellers.ts';

export function collectResult(parts: RunParts): RunResult {
  const sample = sampleOf(parts.population);
  const weights = dayWeights(parts.energy.calendar);
  const steps = districtSteps(parts);
  const totals = districtTotals(steps);
  const areas = areaTotals(parts);
  const ledger = runLedger(parts, steps, totals);
  assertLedger(ledger);
  const sums = householdSums(parts, weights, steps.loadKw);
  const groups = travellerGroups(parts, weights, sample);
  const accounts = mobilityAccounts(parts.scenario, parts.population, parts.district.zones, parts.travel);
  const access =
    parts.access === undefined ? undefined : accessOfPeople(parts.access, parts.population, parts.district);
  const indicators = collectIndicators([
    travelIndicators(parts, weights, sample),
    climateIndicators(parts, weights, steps, sample),
    surroundingsIndicators(parts),
    energyIndicators(totals, areas, steps),
    chargingIndicators(parts, weights, totals),
    gridIndicators(parts.grid),
    qualityIndicators(parts.grid),
    reinforcementIndicators(parts),
    limitIndicators(parts, weights),
    hostingIndicators(parts),
    moneyIndicators(parts, sums, sample),
    burdenIndicators(groups),
    accountIndicators(accounts),
    ...(access === undefined ? [] : [accessIndicators(access)]),
    harbourIndicators(parts, weights),
  ]);
  const told = runNotes(parts, weights.toYear);
  return {
    scenario: parts.scenario,
    indicators,
    ledger,
    tables: [
      tripsTable(parts),
      personsTable(parts, sample),
      householdsTable(parts, sums, sample),
      linksTable(parts),
      linkTimesTable(parts),
      serviceLevelsTable(parts),
      linkHoursTable(parts),
      sessionsTable(parts),
      ...tableIfAny(coursesTable(parts)),
      ...tableIfAny(callsTable(parts)),
      vehiclesTable(parts),
      stepsTable(parts, steps),
      busesTable(parts),
      linesTable(parts),
      violationsTable(parts),
      causesTable(parts),
      transformersTable(parts, areas),
      ...tableIfAny(durationsTable(parts)),
      ...tableIfAny(hostingTable(parts)),
      transformerHoursTable(parts),
      zonesTable(parts, sums, sample, areas),
      groupsTable(parts, sums, sample),
      modesTable(parts, weights, sample),
      hubsTable(parts),
      hubQuartersTable(parts),
      stopsTable(parts),
      transitLinesTable(parts),
      chargePointsTable(parts),
      travellersTable(groups, sample),
      accountsTable(accounts),
      ...(access === undefined ? [] : [accessTable(access.groups)]),
    ],
    sources: parts.district.sources,
    notes: [...told.map(({ en }) => en), ...parts.notes],
    notesNl: [...told.map(({ nl }) => nl), ...parts.notes],
    basis: districtBasis(parts.district),
  };
}

const tableIfAny = (table: Table | null): readonly Table[] => (table === null ? [] : [table]);
