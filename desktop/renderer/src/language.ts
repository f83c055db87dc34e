/** Languages of the window. */
export type Language = 'nl' | 'en';
