/** Reasons of charging in plain Dutch and English, with the numbers of the moment. Pure. */
import type { CourseRow } from '../charging/courses.ts';
import { formatNumber, type Language } from '../results/format.ts';
import type { ExplainContext, Reason } from './explain.ts';

type Say = (
  row: CourseRow,
  number: (value: number) => string,
  context: ExplainContext,
) => readonly [nl: string, en: string];

const TEXT: Readonly<Record<Reason, Say>> = {
  'full-power': (row, n) => [
    `Laadt met ${n(row.powerKw)} kW: meer kunnen laadpunt en auto niet.`,
    `Charges at ${n(row.powerKw)} kW: charge point and car cannot do more.`,
  ],
  'evening-limit': (row, n) => [
    `Laadt met ${n(row.powerKw)} kW: in de avonduren geeft dit laadpunt niet meer (anders ${n(row.ratedKw)} kW).`,
    `Charges at ${n(row.powerKw)} kW: in the evening this charge point gives no more (otherwise ${n(row.ratedKw)} kW).`,
  ],
  'charge-now': (row, n) => [
    `Laadt met ${n(row.powerKw)} kW omdat de bestuurder “laad nu” heeft gedrukt; de strategie beslist hier niet.`,
    `Charges at ${n(row.powerKw)} kW because the driver pressed “charge now”; the strategy does not decide here.`,
  ],
  'battery-curve': (row, n) => [
    `Laadt met ${n(row.powerKw)} kW: meer neemt de accu bij deze lading niet aan.`,
    `Charges at ${n(row.powerKw)} kW: at this state of charge the battery takes no more.`,
  ],
  'last-bit': (row, n) => [
    `Laadt het laatste beetje (${n(row.targetKwh - row.storedKwh)} kWh); daarna is de accu zo vol als gevraagd.`,
    `Charges the last bit (${n(row.targetKwh - row.storedKwh)} kWh); then the battery is as full as was asked.`,
  ],
  transformer: (row, n) => [
    `Laadt met ${n(row.powerKw)} kW in plaats van ${n(row.maximumKw)}: de transformator zit aan de grens van ${n(row.limitKw)} kW, zijn vermogen of wat de netbeheerder nu toestaat.`,
    `Charges at ${n(row.powerKw)} kW instead of ${n(row.maximumKw)}: the transformer is at the limit of ${n(row.limitKw)} kW, its rating or what the operator allows now.`,
  ],
  'grid-limit': (row, n) => [
    `Laadt met ${n(row.powerKw)} kW in plaats van ${n(row.powerKw + row.withheldKw)}: meer liet het net op dat moment niet toe (een grens van de netbeheerder, een kabel of de spanning).`,
    `Charges at ${n(row.powerKw)} kW instead of ${n(row.powerKw + row.withheldKw)}: the grid did not allow more at that moment (a limit of the operator, a cable or the voltage).`,
  ],
  'grid-closed': (row, n) => [
    `Wacht: de auto zou ${n(row.withheldKw)} kW laden, maar het net had op dat moment minder over dan een auto ten minste nodig heeft, en anderen waren eerst aan de beurt.`,
    `Waits: the car would have charged at ${n(row.withheldKw)} kW, but the grid had less left than a car needs at least, and others had their turn first.`,
  ],
  deadline: (row, n, { stepH }) => [
    `Laadt met ${n(row.powerKw)} kW omdat het anders niet op tijd klaar is: er moet nog ${n(row.targetKwh - row.storedKwh)} kWh in, ${n((row.statedDepartureStep - row.step) * stepH)} uur voor vertrek.`,
    `Charges at ${n(row.powerKw)} kW because it would not be done in time otherwise: ${n(row.targetKwh - row.storedKwh)} kWh are missing, ${n((row.statedDepartureStep - row.step) * stepH)} hours before departure.`,
  ],
  sun: (row, n) => [
    `Laadt met ${n(row.powerKw)} kW op zon die anders de straat uit ging: de daken geven ${n(row.pvKw)} kW, de gebouwen gebruiken ${n(row.loadKw)}.`,
    `Charges at ${n(row.powerKw)} kW on sun that would have left the street: roofs give ${n(row.pvKw)} kW, buildings use ${n(row.loadKw)}.`,
  ],
  'least-current': (row, n) => [
    `Laadt met de kleinste stroom die een auto aanneemt (${n(row.powerKw)} kW).`,
    `Charges at the least current a car accepts (${n(row.powerKw)} kW).`,
  ],
  shared: (row, n) => [
    `Laadt met ${n(row.powerKw)} kW: het vermogen van de straat (${n(row.carsKw)} kW voor alles wat er laadt) is met anderen gedeeld.`,
    `Charges at ${n(row.powerKw)} kW: the street’s power (${n(row.carsKw)} kW for all that charges there) is shared with others.`,
  ],
  level: (row, n) => [
    `Laadt met ${n(row.powerKw)} kW: niet meer dan nodig is om de belasting van de straat vlak te houden.`,
    `Charges at ${n(row.powerKw)} kW: no more than keeps the street’s load level.`,
  ],
  full: () => ['Laadt niet: in de accu zit wat was gevraagd.', 'Does not charge: what was asked is in the battery.'],
  'no-room': (row, n) => [
    `Wacht: de transformator (grens ${n(row.limitKw)} kW) heeft minder over dan een auto ten minste nodig heeft.`,
    `Waits: the transformer (limit ${n(row.limitKw)} kW) has less left than a car needs at least.`,
  ],
  clock: () => [
    'Wacht op de klok: in deze uren laadt de auto niet, tenzij het moet.',
    'Waits for the clock: in these hours the car does not charge unless it must.',
  ],
  'cheaper-later': (row, n, { strategy }) =>
    strategy === 'co2'
      ? [
          `Wacht: voor vertrek komen ${n(row.betterSteps)} schonere momenten (nu ${n(row.signal)} g CO₂ per kWh, straks ${n(row.bestSignal)}).`,
          `Waits: ${n(row.betterSteps)} cleaner moments come before departure (now ${n(row.signal)} g CO₂ a kWh, later ${n(row.bestSignal)}).`,
        ]
      : [
          `Wacht: voor vertrek komen ${n(row.betterSteps)} goedkopere momenten (nu € ${n(row.signal)} per kWh, straks € ${n(row.bestSignal)}).`,
          `Waits: ${n(row.betterSteps)} cheaper moments come before departure (now € ${n(row.signal)} a kWh, later € ${n(row.bestSignal)}).`,
        ],
  'no-sun': (row, n) => [
    `Wacht op de zon: de daken geven ${n(row.pvKw)} kW en de straat gebruikt ${n(row.loadKw)}, er is te weinig over om mee te laden.`,
    `Waits for the sun: roofs give ${n(row.pvKw)} kW and the street uses ${n(row.loadKw)}, too little is left to charge with.`,
  ],
  slack: (row, n, { stepH }) => [
    `Wacht: er is tijd genoeg, ${n((row.statedDepartureStep - row.step) * stepH)} uur tot vertrek, en de strategie ziet nu geen reden om te laden.`,
    `Waits: there is time enough, ${n((row.statedDepartureStep - row.step) * stepH)} hours until departure, and the strategy sees no reason to charge now.`,
  ],
  'too-little-left': (row, n) => [
    `Wacht, en haalt het gevraagde niet meer: het vermogen ging naar auto’s met meer haast. Er ontbreekt ${n(row.targetKwh - row.storedKwh)} kWh.`,
    `Waits, and will not reach what was asked: power went to cars in more of a hurry. ${n(row.targetKwh - row.storedKwh)} kWh are missing.`,
  ],
  'full-discharge': (row, n) => [
    `Levert ${n(-row.powerKw)} kW terug: meer kan de auto niet.`,
    `Gives ${n(-row.powerKw)} kW back: the car cannot do more.`,
  ],
  'site-covered': (row, n) => [
    `Levert ${n(-row.powerKw)} kW terug: precies wat de straat nog van buiten vroeg.`,
    `Gives ${n(-row.powerKw)} kW back: exactly what the street still drew from outside.`,
  ],
  reserve: (row, n) => [
    `Levert ${n(-row.powerKw)} kW terug: niet meer dan op tijd weer geladen kan worden; er blijft ten minste ${n(row.floorKwh)} kWh in.`,
    `Gives ${n(-row.powerKw)} kW back: no more than can be charged again in time; at least ${n(row.floorKwh)} kWh stay in.`,
  ],
  'strategy-discharge': (row, n) => [
    `Levert ${n(-row.powerKw)} kW terug omdat de strategie er nu baat bij ziet; er blijft ten minste ${n(row.floorKwh)} kWh in.`,
    `Gives ${n(-row.powerKw)} kW back because the strategy sees a gain now; at least ${n(row.floorKwh)} kWh stay in.`,
  ],
};

/** One sentence about one moment. */
export function explanationText(reason: Reason, row: CourseRow, context: ExplainContext, language: Language): string {
  const [nl, en] = TEXT[reason](row, (value) => formatNumber(value, language), context);
  return language === 'nl' ? nl : en;
}
