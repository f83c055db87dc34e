/** The catalogue entry of a publication: DCAT-AP-NL 3 as JSON-LD. In: facts about the package. Out: one JSON value. Pure.
 *  Source: Geonovum, DCAT-AP-NL 3.0; mandatory of a dataset: accessRights, contactPoint, creator, description, identifier, publisher, theme, title. */

export interface CatalogueFacts {
  readonly title: { readonly nl: string; readonly en: string };
  readonly description: { readonly nl: string; readonly en: string };
  /** Stable identifier of the dataset: the fingerprint of the results. */
  readonly identifier: string;
  readonly publisher: { readonly name: string; readonly uri: string };
  /** Web page or mail address. */
  readonly contact: string;
  /** Where the package will stand; ends in `/`. */
  readonly baseUrl: string;
  readonly licence: Licence;
  readonly issuedUtc: string;
  readonly engineVersion: string;
  readonly period: { readonly from: string; readonly to: string };
  /** West, south, east, north. */
  readonly bbox: readonly [number, number, number, number] | null;
  readonly files: ReadonlyArray<{
    readonly path: string;
    readonly title: string;
    readonly mediaType: string;
    /** Term of the EU's list of file types. */
    readonly format: string;
    readonly bytes: number;
    readonly sha256: string;
  }>;
  readonly sources: ReadonlyArray<{ readonly title: string; readonly attribution: string; readonly licence: string }>;
}

export interface Licence {
  readonly name: string;
  readonly uri: string;
}

const AUTHORITY = 'http://publications.europa.eu/resource/authority';
export const CC_BY_4: Licence = { name: 'CC BY 4.0', uri: `${AUTHORITY}/licence/CC_BY_4_0` };
export const ODBL_1: Licence = { name: 'ODbL 1.0', uri: `${AUTHORITY}/licence/ODC_ODBL` };

/** Terms of the EU's list of data themes. */
const THEMES = [
  { code: 'TRAN', label: { nl: 'Vervoer', en: 'Transport' } },
  { code: 'ENER', label: { nl: 'Energie', en: 'Energy' } },
];

const bilingual = ({ nl, en }: { nl: string; en: string }) => [
  { '@language': 'nl', '@value': nl },
  { '@language': 'en', '@value': en },
];

const date = (utc: string) => ({ '@type': 'xsd:dateTime', '@value': utc });
const iri = (uri: string) => ({ '@id': uri });

export function catalogueEntry(facts: CatalogueFacts): Readonly<Record<string, unknown>> {
  const { baseUrl } = facts;
  const publisher = {
    '@id': facts.publisher.uri,
    '@type': 'foaf:Agent',
    'foaf:name': facts.publisher.name,
  };
  const contact = {
    '@id': `${baseUrl}#contact`,
    '@type': 'vcard:Kind',
    'vcard:fn': facts.publisher.name,
    ...(facts.contact.includes('@') && !facts.contact.includes('/')
      ? { 'vcard:hasEmail': iri(`mailto:${facts.contact}`) }
      : { 'vcard:hasURL': iri(facts.contact) }),
  };
  const distributions = facts.files.map(({ path, title, mediaType, format, bytes, sha256 }) => ({
    '@id': `${baseUrl}${path}`,
    '@type': 'dcat:Distribution',
    'dct:title': title,
    'dcat:accessURL': iri(`${baseUrl}${path}`),
    'dcat:downloadURL': iri(`${baseUrl}${path}`),
    'dct:license': licence(facts.licence),
    'dct:format': { '@id': `${AUTHORITY}/file-type/${format}`, '@type': 'dct:MediaTypeOrExtent' },
    'dcat:mediaType': {
      '@id': `http://www.iana.org/assignments/media-types/${mediaType}`,
      '@type': 'dct:MediaType',
    },
    'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(bytes) },
    'spdx:checksum': {
      '@id': `${baseUrl}${path}#checksum`,
      '@type': 'spdx:Checksum',
      'spdx:algorithm': {
        '@id': 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256',
        '@type': 'spdx:ChecksumAlgorithm',
      },
      'spdx:checksumValue': { '@type': 'xsd:hexBinary', '@value': sha256 },
    },
  }));
  const language = { '@id': `${AUTHORITY}/language/NLD`, '@type': 'dct:LinguisticSystem' };
  const dataset = {
    '@id': `${baseUrl}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:title': bilingual(facts.title),
    'dct:description': bilingual(facts.description),
    'dct:identifier': facts.identifier,
    'dct:accessRights': { '@id': `${AUTHORITY}/access-right/PUBLIC`, '@type': 'dct:RightsStatement' },
    'dcat:contactPoint': contact,
    'dct:creator': iri(facts.publisher.uri),
    'dct:publisher': publisher,
    'dcat:theme': THEMES.map(({ code, label }) => ({
      '@id': `${AUTHORITY}/data-theme/${code}`,
      '@type': 'skos:Concept',
      'skos:prefLabel': bilingual(label),
    })),
    'dcat:keyword': [
      { '@language': 'nl', '@value': 'mobiliteit' },
      { '@language': 'nl', '@value': 'laden' },
      { '@language': 'nl', '@value': 'elektriciteitsnet' },
      { '@language': 'en', '@value': 'simulation' },
    ],
    'dct:language': language,
    'dct:issued': date(facts.issuedUtc),
    'dct:modified': date(facts.issuedUtc),
    'dcat:version': facts.engineVersion,
    'dct:temporal': {
      '@id': `${baseUrl}#period`,
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': { '@type': 'xsd:date', '@value': facts.period.from },
      'dcat:endDate': { '@type': 'xsd:date', '@value': facts.period.to },
    },
    ...(facts.bbox === null
      ? {}
      : {
          'dct:spatial': {
            '@id': `${baseUrl}#area`,
            '@type': 'dct:Location',
            'dcat:bbox': {
              '@type': 'http://www.opengis.net/ont/geosparql#wktLiteral',
              '@value': boxWkt(facts.bbox),
            },
          },
        }),
    'dct:provenance': {
      '@id': `${baseUrl}#provenance`,
      '@type': 'dct:ProvenanceStatement',
      'rdfs:label': facts.sources.map(({ title, attribution, licence: own }) => `${title} (${attribution}; ${own})`),
    },
    'dcat:distribution': distributions,
  };
  return {
    '@context': CONTEXT,
    '@id': `${baseUrl}#catalogue`,
    '@type': 'dcat:Catalog',
    'dct:title': bilingual({ nl: 'Open gegevens uit Rijnstroom', en: 'Open data from Rijnstroom' }),
    'dct:description': bilingual({
      nl: 'Uitkomsten van simulaties van mobiliteit en energie in een wijk.',
      en: 'Results of simulations of mobility and energy in a city district.',
    }),
    'dct:creator': iri(facts.publisher.uri),
    'dct:publisher': iri(facts.publisher.uri),
    'dcat:contactPoint': iri(`${baseUrl}#contact`),
    'dct:license': licence(facts.licence),
    'dct:language': language,
    'dct:issued': date(facts.issuedUtc),
    'dct:modified': date(facts.issuedUtc),
    'dcat:dataset': dataset,
  };
}

const licence = ({ uri }: Licence) => ({ '@id': uri, '@type': 'dct:LicenseDocument' });

const boxWkt = ([west, south, east, north]: readonly [number, number, number, number]): string =>
  `POLYGON((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south}))`;

/** Prefixes stand in the file itself, so that it is read without the network. */
const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
