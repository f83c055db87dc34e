/** Transformer areas: which home, workplace and public charge point hangs on which MV/LV transformer. Plain arrays; knows no cars. */

/** What the generator of areas needs to know of the district. */
export interface Connections {
  /** [home] place and road node. */
  readonly homeLonDeg: Float64Array;
  readonly homeLatDeg: Float64Array;
  readonly homeNode: Uint32Array;
  readonly homeZone: Uint32Array;
  /** [workplace] jobs by place. */
  readonly workLonDeg: Float64Array;
  readonly workLatDeg: Float64Array;
  readonly workJobs: Float64Array;
  /** Dwellings that one home stands for when homes are a sample (1 / sample share); 1 when absent. */
  readonly dwellingsPerHome?: number;
}

export interface TransformerAreas {
  readonly count: number;
  /** [area] */
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  readonly ratedKva: Float64Array;
  readonly zone: Uint32Array;
  readonly homes: Uint32Array;
  readonly jobs: Float64Array;
  /** [home] area; every home has one. */
  readonly areaOfHome: Uint32Array;
  /** [home] feeder of its area, 0 … */
  readonly feederOfHome: Uint16Array;
  /** [road node] area that serves a charge point at this node, or NO_AREA outside the district. */
  readonly areaOfNode: Uint32Array;
  readonly feeders: Feeders;
  /** Transformers as the operator's file describes them; left out where all are the usual ones. */
  readonly transformers?: AreaTransformers | undefined;
}

/** All arrays [area]; areas by rule among them have what is usual. */
export interface AreaTransformers {
  /** Id in the operator's file; -1 by rule. */
  readonly id: Int32Array;
  /** Short-circuit voltage and its resistive part [share of rated]. */
  readonly ukShare: Float64Array;
  readonly ukrShare: Float64Array;
  readonly ironLossKw: Float64Array;
  /** Voltage of the busbar without load [pu of 230 V], tap and medium voltage included; 0 where the scenario's is meant. */
  readonly noLoadPu: Float64Array;
}

/** The low-voltage cables below the transformers as trees: a bus is a joint with the homes of one street corner or block.
 *  Arrays [bus], grouped by area and parents before children. */
export interface Feeders {
  readonly busCount: number;
  /** [area + 1] buses of area a: firstBusOfArea[a] … firstBusOfArea[a + 1] - 1 */
  readonly firstBusOfArea: Uint32Array;
  readonly feeder: Uint16Array;
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  /** Bus nearer to the transformer, AT_TRANSFORMER for the first of a feeder. */
  readonly parent: Uint32Array;
  /** Cable from the parent, and from the transformer. */
  readonly cableM: Float64Array;
  readonly distanceM: Float64Array;
  /** Dwellings at the bus (sampled homes × dwellings per home). */
  readonly homes: Float64Array;
  /** [home] */
  readonly busOfHome: Uint32Array;
  /** Cables as the operator's file describes them; left out where all are the usual one. */
  readonly cables?: FeederCables | undefined;
}

/** All arrays [bus], of the whole stretch from the parent. */
export interface FeederCables {
  /** Ids of node and of line or link in the operator's file; -1 by rule. */
  readonly node: Int32Array;
  readonly line: Int32Array;
  readonly rOhm: Float64Array;
  readonly xOhm: Float64Array;
  readonly r0Ohm: Float64Array;
  readonly x0Ohm: Float64Array;
  /** Infinity when unknown. */
  readonly maxCurrentA: Float64Array;
}

export const AT_TRANSFORMER = 0xffffffff;

export const NO_AREA = 0xffffffff;

/** Loading and voltage of a year. */
export interface GridYear {
  /** [area] */
  readonly peakLoadKw: Float64Array;
  readonly peakFeedInKw: Float64Array;
  readonly peakLoadingShare: Float64Array;
  readonly overloadHours: Float64Array;
  /** Lowest and highest voltage found on the area's feeders [pu of 230 V], and hours outside 0.9–1.1 among the steps examined. */
  readonly minVoltagePu: Float64Array;
  readonly maxVoltagePu: Float64Array;
  readonly voltageBreachHours: Float64Array;
  /** Hours below, and above; hours in which the current of some cable is more than its fuse lets through. */
  readonly lowVoltageHours?: Float64Array | undefined;
  readonly highVoltageHours?: Float64Array | undefined;
  readonly cableOverloadHours?: Float64Array | undefined;
  /** [area × durationPoints] loading of the transformer from highest to lowest at equal shares of the time. */
  readonly durationShare?: Float64Array | undefined;
  /** Cable and transformer losses over the year [kWh], scaled from the steps examined where not all were. */
  readonly lossKwh: Float64Array;
  /** Steps of the year for which the feeders' power flow was solved. */
  readonly examinedSteps: number;
  readonly failedSteps: number;
  readonly buses?: BusYear | undefined;
  readonly extremes?: AreaExtremes | undefined;
  readonly operation?: TransformerOperation | undefined;
}

/** What was found at the joints of the cables, [feeder bus] as in `TransformerAreas.feeders`, over the steps examined. */
export interface BusYear {
  readonly minVoltagePu: Float64Array;
  readonly maxVoltagePu: Float64Array;
  /** Largest phase current of the cable from the parent over what fuse or cable carries. */
  readonly cableLoadingShare: Float64Array;
  /** Largest negative over positive sequence voltage. */
  readonly unbalanceShare: Float64Array;
  /** Hours in which the cable from the parent carried more than its fuse lets through. */
  readonly cableOverloadHours?: Float64Array | undefined;
  /** Weeks of the period that break EN 50160 in voltage, and in unbalance; share of means within ±10 % in the worst week. */
  readonly weeksBroken?: Uint32Array | undefined;
  readonly weeksUnbalanced?: Uint32Array | undefined;
  readonly worstWeekShare?: Float64Array | undefined;
}

/** When and where the year was at its worst, [area]. Buses are numbered as in `TransformerAreas.feeders`; NO_BUS is the busbar, or none. */
export interface AreaExtremes {
  /** Step of the highest loading of the transformer. */
  readonly peakStep: Uint32Array;
  readonly lowestStep: Uint32Array;
  readonly lowestBus: Uint32Array;
  readonly highestStep: Uint32Array;
  readonly highestBus: Uint32Array;
  /** Most loaded cable: its step and the joint at its end. */
  readonly cableStep: Uint32Array;
  readonly cableBus: Uint32Array;
}

export const NO_BUS = 0xffffffff;

/** How the transformers lived, [area]. */
export interface TransformerOperation {
  /** Hours in which the area gave more than it took. */
  readonly reverseFlowHours: Float64Array;
  /** Hottest place of the windings (IEC 60076-7), and life used: hours at 98 °C that age as much. */
  readonly hotSpotMaxC: Float64Array;
  readonly lifeUsedHours: Float64Array;
}
