/** What a reader of a result should know beside its figures, in Dutch and English. Pure. */
import { DAY_TYPES } from '../core/time.ts';
import { formatNumber, formatPercent, type Language } from './format.ts';
import type { RunParts } from './parts.ts';

export interface Note {
  readonly nl: string;
  readonly en: string;
}

const DAYS_NL = ['werkdag', 'zaterdag', 'zondag'];

export function runNotes(parts: RunParts, toYear: number): Note[] {
  const { scenario, energy, grid } = parts;
  const told: Note[] = [];
  const one = energy.calendar.dayCount === 1;
  const { sampleShare } = scenario.travel;
  if (sampleShare < 1) {
    const share = Number((sampleShare * 100).toPrecision(3));
    const factor = Number((1 / sampleShare).toPrecision(3));
    told.push({
      nl: `Reizen zijn gesimuleerd voor ${dutch(share)} % van de huishoudens en opgehoogd met ${dutch(factor)}.`,
      en: `Travel was simulated for ${share} % of the households and scaled up by ${factor}.`,
    });
  }
  if (toYear !== 1)
    told.push({
      nl: `Jaarcijfers zijn opgehoogd uit ${energy.calendar.dayCount} ${one ? 'dag' : 'dagen'}; seizoenen die niet zijn gesimuleerd, ontbreken erin.`,
      en: `Yearly figures are scaled from ${energy.calendar.dayCount} ${one ? 'day' : 'days'}; the seasons that were not simulated are missing in them.`,
    });
  told.push(...gridFileNotes(parts));
  if (grid.failedSteps > 0)
    told.push({
      nl: `De netberekening vond geen oplossing voor ${grid.failedSteps} stappen van losse transformatoren; van elk zijn er hoogstens ${grid.examinedSteps} bekeken.`,
      en: `The power flow found no solution for ${grid.failedSteps} steps of single transformers; at most ${grid.examinedSteps} of each were examined.`,
    });
  return [...told, ...destinationNotes(parts), ...trafficNotes(parts)];
}

/** Each once: what holds for a weekday mostly holds for the weekend too. */
function destinationNotes({ travel }: RunParts): Note[] {
  const seen = new Map<string, Note>();
  for (const note of travel.flatMap(({ notes }) => notes ?? [])) if (!seen.has(note.en)) seen.set(note.en, note);
  return [...seen.values()];
}

/** What of the district hangs on the operator's own grid. */
function gridFileNotes({ areas }: RunParts): Note[] {
  if (areas.transformers === undefined) return [];
  const ofFile = areas.transformers.id.filter((id) => id >= 0).length;
  const homes = areas.homes.subarray(0, ofFile).reduce((sum, count) => sum + count, 0);
  const others = areas.homes.subarray(ofFile).reduce((sum, count) => sum + count, 0);
  return [
    {
      nl: `Net van de beheerder: ${ofFile} transformatoren uit het bestand met ${dutch(homes)} woningen; ${dutch(others)} woningen liggen te ver weg en hebben een net volgens de regels.`,
      en: `The operator's grid: ${ofFile} transformers of the file with ${homes} homes; ${others} homes are too far away and have a grid by rule.`,
    },
  ];
}

/** How far the feedback of traffic came, what stood still and where. */
function trafficNotes({ travel, district }: RunParts): Note[] {
  const told: Note[] = [];
  const { roads } = district;
  for (const { dayType, traffic } of travel) {
    if (traffic === undefined) continue;
    const nl = DAYS_NL[dayType]!;
    const en = DAY_TYPES[dayType]!;
    if (!traffic.settled) {
      const gap = traffic.gaps.at(-1) ?? 0;
      const figures = (language: Language): string[] =>
        [gap, traffic.modeChangeShare, traffic.gapWanted].map((share) => formatPercent(share, language));
      const [gapNl, changedNl, askedNl] = figures('nl');
      const [gapEn, changedEn, askedEn] = figures('en');
      told.push({
        nl: `Het verkeer op een ${nl} kwam in ${traffic.rounds} rondes niet tot rust: routes zijn ${gapNl} langzamer dan de snelste, ${changedNl} van de ritten wisselde nog van vervoermiddel (gevraagd: ${askedNl}).`,
        en: `Traffic on a ${en} did not settle in ${traffic.rounds} rounds: routes are ${gapEn} slower than the fastest, ${changedEn} of the trips still changed their mode (asked: ${askedEn}).`,
      });
    }
    const stuck = Math.round(traffic.stuckVehicles ?? traffic.removedVehicles + traffic.insideVehicles);
    if (stuck === 0) continue;
    const locked = new Set(Array.from(traffic.gridlockedArcs, (arc) => roads.linkOfArc[arc]!));
    const names = [...new Set([...locked].map((link) => roads.names[roads.linkName[link]!] ?? '').filter(Boolean))];
    const some = names.length > 0 ? ` (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''})` : '';
    told.push({
      nl: `Verkeer op een ${nl}: ${formatNumber(stuck, 'nl')} voertuigen kwamen vast te staan${locked.size > 0 ? `; ${locked.size} straten wachten in een kring op elkaar${some}` : ''}.`,
      en: `Traffic on a ${en}: ${formatNumber(stuck, 'en')} vehicles got stuck in queues${locked.size > 0 ? `; ${locked.size} streets wait for each other in a circle${some}` : ''}.`,
    });
  }
  return told;
}

const dutch = (value: number): string => String(value).replace('.', ',');
