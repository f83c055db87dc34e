/** Layouts of charging session files: which column means what. A layout is found by its header. Pure.
 *  Known: Trondheim (Sørensen et al.), ACN-Data (Caltech), the Start/End/Energy layout of ACN office and Boulder exports, and any CSV whose
 *  columns have telling names. */

export type SessionField =
  | 'id'
  | 'point'
  | 'user'
  | 'arrival'
  | 'departure'
  | 'stated'
  | 'energy'
  | 'requested'
  | 'power'
  | 'phases'
  | 'durationH'
  | 'durationMin';

export interface SessionLayout {
  readonly name: string;
  /** Column by field. */
  readonly columns: Readonly<Partial<Record<SessionField, string>>>;
  /** Zone of stamps without an offset. */
  readonly timeZone: string;
  /** Where the point column names a group of points, the user stands for the private point. */
  readonly pointPerUser?: boolean;
}

const KNOWN: readonly SessionLayout[] = [
  {
    name: 'Trondheim',
    columns: {
      id: 'session_ID',
      point: 'Shared_ID',
      user: 'User_ID',
      arrival: 'Start_plugin',
      departure: 'End_plugout',
      energy: 'El_kWh',
      durationH: 'Duration_hours',
    },
    timeZone: 'Europe/Oslo',
    pointPerUser: true,
  },
  {
    name: 'ACN-Data',
    columns: {
      id: 'session_id',
      point: 'station_id',
      arrival: 'arrival',
      departure: 'departure',
      stated: 'estimated_departure',
      energy: 'delivered_energy (kWh)',
      requested: 'requested_energy (kWh)',
    },
    timeZone: 'America/Los_Angeles',
  },
  {
    name: 'Start/End/Energy',
    columns: { arrival: 'Start', departure: 'End', energy: 'Energy', durationMin: 'Park.Duration' },
    timeZone: 'Europe/Amsterdam',
  },
];

/** Names a column may have, in small letters without spaces and signs, best first. */
const TELLING: Readonly<Record<SessionField, readonly string[]>> = {
  id: ['sessionid', 'id', 'transactionid', 'cdrid'],
  point: [
    'socket',
    'evseid',
    'evse',
    'connectorid',
    'chargepoint',
    'chargepointid',
    'chargepointid',
    'stationid',
    'station',
    'charger',
    'point',
    'laadpaal',
    'laadpunt',
  ],
  user: ['user', 'userid', 'driver', 'card', 'cardid', 'rfid', 'tokenid', 'contractid', 'pas', 'laadpas'],
  arrival: [
    'arrivalutcs',
    'arrivalutc',
    'arrival',
    'start',
    'starttime',
    'startdatetime',
    'plugin',
    'connected',
    'utctransactionstart',
    'starttijd',
    'aankomst',
  ],
  departure: [
    'departureutcs',
    'departureutc',
    'departure',
    'end',
    'endtime',
    'enddatetime',
    'stop',
    'stoptime',
    'plugout',
    'disconnected',
    'utctransactionstop',
    'eindtijd',
    'vertrek',
  ],
  stated: ['stateddepartureutcs', 'estimateddeparture', 'stateddeparture', 'planneddeparture'],
  energy: ['energykwh', 'energy', 'kwh', 'totalenergy', 'deliveredkwh', 'volume', 'verbruik', 'energie'],
  requested: ['requestedkwh', 'requestedenergy', 'requestedenergykwh'],
  power: ['maximumkw', 'maxkw', 'maxpowerkw', 'maxpower', 'vermogen'],
  phases: ['phases', 'fasen'],
  durationH: ['durationh', 'durationhours', 'connectedtime', 'connectedhours'],
  durationMin: ['durationmin', 'durationminutes'],
};

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The layout of a header; null when arrival, departure (or a duration) and energy cannot be found. */
export function sessionLayout(header: readonly string[], timeZone: string | undefined): SessionLayout | null {
  const known = KNOWN.find(({ columns }) =>
    (
      [
        'arrival',
        'departure',
        'energy',
        ...(columns.durationMin === undefined ? [] : ['durationMin']),
      ] as SessionField[]
    ).every((field) => header.includes(columns[field] ?? '')),
  );
  if (known !== undefined) return timeZone === undefined ? known : { ...known, timeZone };
  const columns: Partial<Record<SessionField, string>> = {};
  for (const [field, names] of Object.entries(TELLING) as Array<[SessionField, readonly string[]]>)
    for (const wanted of names) {
      const found = header.find((name) => bare(name) === wanted);
      if (found !== undefined) {
        columns[field] = found;
        break;
      }
    }
  const ends = columns.departure ?? columns.durationH ?? columns.durationMin;
  if (columns.arrival === undefined || ends === undefined || columns.energy === undefined) return null;
  const utc = /utc/i.test(columns.arrival);
  return { name: 'columns by name', columns, timeZone: utc ? 'UTC' : (timeZone ?? 'Europe/Amsterdam') };
}
