/** Areas of the operator's file and areas by rule as one store, those of the file first. Pure. */
import { stretchOf } from '../area-equipment.ts';
import { AT_TRANSFORMER, type FeederCables, type TransformerAreas } from '../areas.ts';
import { MAIN_FEEDER, transformerOf } from '../equipment.ts';

export interface Joining {
  /** [joint of the file] */
  readonly areaOfJoint: Uint32Array;
  /** [home] joint of the file, -1 for homes by rule. */
  readonly jointOfHome: Int32Array;
  /** Homes by rule, in the order in which `rest` numbers them. */
  readonly homesLeft: readonly number[];
  readonly areaOfNode: Uint32Array;
}

type OfFile = Omit<TransformerAreas, 'areaOfHome' | 'feederOfHome' | 'areaOfNode'> & {
  readonly transformers: NonNullable<TransformerAreas['transformers']>;
};

export function joinAreas(own: OfFile, rest: TransformerAreas, joining: Joining): TransformerAreas {
  const { areaOfJoint, jointOfHome, homesLeft, areaOfNode } = joining;
  const homeCount = jointOfHome.length;
  const areaOfHome = new Uint32Array(homeCount);
  const feederOfHome = new Uint16Array(homeCount);
  const busOfHome = new Uint32Array(homeCount);
  jointOfHome.forEach((joint, home) => {
    if (joint < 0) return;
    areaOfHome[home] = areaOfJoint[joint]!;
    feederOfHome[home] = own.feeders.feeder[joint]!;
    busOfHome[home] = joint;
  });
  const firstBus = own.feeders.busCount;
  homesLeft.forEach((home, i) => {
    areaOfHome[home] = own.count + rest.areaOfHome[i]!;
    feederOfHome[home] = rest.feederOfHome[i]!;
    busOfHome[home] = firstBus + rest.feeders.busOfHome[i]!;
  });
  const f64 = (a: Float64Array, b: Float64Array): Float64Array => Float64Array.from([...a, ...b]);
  const u32 = (a: Uint32Array, b: Uint32Array): Uint32Array => Uint32Array.from([...a, ...b]);
  const [f, r] = [own.feeders, rest.feeders];
  const usual = Array.from(rest.ratedKva, (kva) => transformerOf(kva));
  return {
    count: own.count + rest.count,
    lonDeg: f64(own.lonDeg, rest.lonDeg),
    latDeg: f64(own.latDeg, rest.latDeg),
    ratedKva: f64(own.ratedKva, rest.ratedKva),
    zone: u32(own.zone, rest.zone),
    homes: u32(own.homes, rest.homes),
    jobs: f64(own.jobs, rest.jobs),
    areaOfHome,
    feederOfHome,
    areaOfNode,
    transformers: {
      id: Int32Array.from([...own.transformers.id, ...usual.map(() => -1)]),
      ukShare: f64(
        own.transformers.ukShare,
        Float64Array.from(usual, ({ ukShare }) => ukShare),
      ),
      ukrShare: f64(
        own.transformers.ukrShare,
        Float64Array.from(usual, ({ ukrShare }) => ukrShare),
      ),
      ironLossKw: f64(
        own.transformers.ironLossKw,
        Float64Array.from(usual, ({ ironLossKw }) => ironLossKw),
      ),
      noLoadPu: f64(own.transformers.noLoadPu, new Float64Array(rest.count)),
    },
    feeders: {
      busCount: firstBus + r.busCount,
      firstBusOfArea: u32(
        f.firstBusOfArea,
        r.firstBusOfArea.subarray(1).map((bus) => firstBus + bus),
      ),
      feeder: Uint16Array.from([...f.feeder, ...r.feeder]),
      lonDeg: f64(f.lonDeg, r.lonDeg),
      latDeg: f64(f.latDeg, r.latDeg),
      parent: u32(
        f.parent,
        r.parent.map((bus) => (bus === AT_TRANSFORMER ? bus : firstBus + bus)),
      ),
      cableM: f64(f.cableM, r.cableM),
      distanceM: f64(f.distanceM, r.distanceM),
      homes: f64(f.homes, r.homes),
      busOfHome,
      cables: joinCables(f.cables!, rest),
    },
  };
}

function joinCables(own: FeederCables, { feeders }: TransformerAreas): FeederCables {
  const stretches = Array.from({ length: feeders.busCount }, (_, bus) => stretchOf(feeders, bus));
  const none = stretches.map(() => -1);
  const joined = (key: 'rOhm' | 'xOhm' | 'r0Ohm' | 'x0Ohm'): Float64Array =>
    Float64Array.from([...own[key], ...stretches.map((stretch) => stretch[key])]);
  return {
    node: Int32Array.from([...own.node, ...none]),
    line: Int32Array.from([...own.line, ...none]),
    rOhm: joined('rOhm'),
    xOhm: joined('xOhm'),
    r0Ohm: joined('r0Ohm'),
    x0Ohm: joined('x0Ohm'),
    maxCurrentA: Float64Array.from([...own.maxCurrentA, ...stretches.map(() => MAIN_FEEDER.maxCurrentA)]),
  };
}
