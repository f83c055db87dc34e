/** Colours of the map, light and dark. Hues are told apart by people with colour blindness (ColorBrewer; Okabe and Ito). */
import type { Rgb } from '../parts/colour.ts';

export interface MapPalette {
  readonly ground: Rgb;
  /** Five steps, low to high. */
  readonly steps: readonly Rgb[];
  /** Five steps, less to more; the middle is "no change". */
  readonly change: readonly Rgb[];
  readonly outline: Rgb;
  readonly street: Rgb;
  readonly busy: readonly Rgb[];
  readonly loading: readonly Rgb[];
  /** At a moment: feed-in over the rating down to none, then load up to over the rating. */
  readonly moment: readonly Rgb[];
  readonly panels: Rgb;
  readonly charger: Rgb;
  readonly transit: Rgb;
  readonly hub: Rgb;
  readonly mark: Rgb;
}

export const LIGHT: MapPalette = {
  ground: [246, 245, 241],
  steps: [
    [240, 245, 238],
    [206, 228, 214],
    [159, 205, 196],
    [97, 170, 178],
    [44, 122, 148],
  ],
  change: [
    [33, 102, 172],
    [146, 197, 222],
    [240, 240, 236],
    [244, 177, 118],
    [192, 90, 10],
  ],
  outline: [150, 158, 164],
  street: [196, 199, 201],
  busy: [
    [196, 199, 201],
    [172, 172, 172],
    [140, 122, 112],
    [168, 98, 52],
    [150, 48, 12],
  ],
  loading: [
    [255, 255, 255],
    [253, 208, 120],
    [238, 120, 50],
    [160, 20, 30],
  ],
  moment: [
    [8, 48, 107],
    [49, 130, 189],
    [189, 215, 231],
    [255, 255, 255],
    [253, 208, 120],
    [238, 120, 50],
    [160, 20, 30],
  ],
  panels: [240, 200, 20],
  charger: [0, 114, 178],
  transit: [122, 62, 147],
  hub: [10, 90, 60],
  mark: [0, 83, 159],
};

export const DARK: MapPalette = {
  ground: [22, 28, 34],
  steps: [
    [34, 44, 50],
    [36, 66, 74],
    [40, 94, 102],
    [62, 128, 132],
    [120, 176, 170],
  ],
  change: [
    [90, 160, 225],
    [52, 92, 132],
    [44, 50, 56],
    [128, 84, 44],
    [232, 146, 66],
  ],
  outline: [96, 108, 118],
  street: [70, 78, 86],
  busy: [
    [70, 78, 86],
    [104, 110, 116],
    [156, 134, 118],
    [214, 140, 84],
    [255, 150, 96],
  ],
  loading: [
    [30, 38, 46],
    [250, 206, 120],
    [244, 130, 60],
    [255, 90, 90],
  ],
  moment: [
    [120, 180, 255],
    [64, 120, 190],
    [36, 66, 100],
    [30, 38, 46],
    [250, 206, 120],
    [244, 130, 60],
    [255, 90, 90],
  ],
  panels: [250, 220, 80],
  charger: [86, 180, 233],
  transit: [214, 165, 236],
  hub: [120, 220, 176],
  mark: [142, 197, 255],
};

/** Upper bounds of the classes of loading [share], over the year and at a moment (feed-in below zero). */
export const LOADING_BOUNDS = [0.5, 0.8, 1] as const;
export const MOMENT_BOUNDS = [-1, -0.5, -0.005, 0.5, 0.8, 1] as const;

export type ModeGroup = 'foot' | 'bike' | 'car' | 'shared' | 'transit';
export const MODE_GROUP: Readonly<Record<string, ModeGroup>> = {
  walk: 'foot',
  bike: 'bike',
  'e-bike': 'bike',
  'shared-bike': 'shared',
  car: 'car',
  'car-passenger': 'car',
  'shared-car': 'shared',
  'bus-tram': 'transit',
  train: 'transit',
  'park-and-ride': 'transit',
};
export const MODE_GROUPS: readonly ModeGroup[] = ['car', 'bike', 'foot', 'transit', 'shared'];
/** Okabe and Ito's colours, the same on both grounds. */
export const MODE_COLOUR: Readonly<Record<ModeGroup, string>> = {
  car: '#d55e00',
  bike: '#009e73',
  foot: '#56b4e9',
  transit: '#cc79a7',
  shared: '#e6b800',
};

export const classOf = (value: number, bounds: readonly number[]): number =>
  bounds.filter((bound) => value > bound).length;
export const css = ([r, g, b]: Rgb, alpha = 1): string => `rgba(${r}, ${g}, ${b}, ${alpha})`;
