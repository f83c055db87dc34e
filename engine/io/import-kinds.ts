/** What `rijnstroom import` reads. Apart from the readers, so that the help need not load them. */
export const IMPORT_KINDS = ['osm', 'gtfs', 'weather', 'prices', 'sessions', 'grid', 'zones'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
