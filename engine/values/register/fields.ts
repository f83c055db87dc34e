/** Fields of the Dutch algorithm register's publication standard 1.0 and what each may hold. Values only.
 *  Source: Publicatiestandaard Algoritmeregister 1.0 (Ministry of the Interior, CC0), JSON Schema draft-07. */

/** What a human must still say; a record with this in it is not ready. */
export const FOR_A_HUMAN = 'INVULLEN';

/** @param what the person has to say */
export const fillIn = (what: string): string => `[${FOR_A_HUMAN}: ${what}]`;

export const STATUSES = ['In ontwikkeling', 'In gebruik', 'Buiten gebruik'] as const;
export const CATEGORIES = [
  'Hoog-risico AI-systeem (Categorie A)',
  'Impactvolle algoritmes (Categorie B)',
  'Overige algoritmes (Categorie C)',
] as const;

/** A record as the register takes it; required fields without `?`. */
export interface RegisterRecord {
  readonly name: string;
  readonly description_short: string;
  readonly organization: string;
  readonly theme: readonly string[];
  readonly status: (typeof STATUSES)[number];
  /** YYYY-MM */
  readonly start_date: string;
  readonly contact: string;
  readonly publication_category: (typeof CATEGORIES)[number];
  readonly purpose_and_impact: string;
  readonly considerations: string;
  readonly human_intervention: string;
  readonly risk_management: string;
  readonly impact_assessments: string;
  readonly impact_assessment_explanation?: string;
  readonly data: string;
  readonly technical_operation: string;
  readonly supplier: string;
  readonly source_id?: string;
  readonly search_terms?: string;
  readonly language: 'nld';
  readonly schema: '1.0.0';
}

/** Longest text of a field, characters. */
export const MAX_LENGTH: Readonly<Partial<Record<keyof RegisterRecord, number>>> = {
  name: 99,
  description_short: 399,
  organization: 99,
  purpose_and_impact: 2499,
  considerations: 2499,
  human_intervention: 2499,
  risk_management: 2499,
  impact_assessment_explanation: 2499,
  data: 2499,
  technical_operation: 4999,
  supplier: 199,
};

/** Rules that a record breaks, in words; empty when it can be sent but for what a human must fill in. */
export function brokenRules(record: RegisterRecord): string[] {
  const broken: string[] = [];
  for (const [field, most] of Object.entries(MAX_LENGTH)) {
    const text = record[field as keyof RegisterRecord];
    if (typeof text === 'string' && text.length > most)
      broken.push(`${field}: ${text.length} characters, at most ${most}`);
  }
  if (!/^[0-9]{4}-[0-9]{2}$/.test(record.start_date)) broken.push('start_date: must be YYYY-MM');
  return broken;
}

/** Fields in which a human must still say something. */
export const openFields = (record: RegisterRecord): string[] =>
  Object.entries(record).flatMap(([field, value]) => (String(value).includes(FOR_A_HUMAN) ? [field] : []));
