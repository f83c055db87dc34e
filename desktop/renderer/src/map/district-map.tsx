/** The map itself: WebGL for what stands still, a plain canvas over it for people on the way, words over both. Keyboard, wheel and pointer
 *  move it; a click names what lies there. The points are drawn on a plain canvas because software rendering does that many times faster. */
import { Deck, MapView, type MapViewState } from '@deck.gl/core';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useShared } from '../context.tsx';
import { figure } from '../parts/format.ts';
import { numbers } from '../parts/plain-table.tsx';
import { type PlacedName, placeNames } from './labels.ts';
import { lastTurn, layersOf, type MapFigures } from './layers.ts';
import type { MapModel } from './model.ts';
import type { Movers } from './moving.ts';
import { css, type MapPalette } from './palette.ts';
import { BehindPicture } from './behind-picture.ts';
import { type Overlay, overlayLayers, type Place } from './overlay.ts';
import { PacedDrawing } from './paced-drawing.ts';
import { pictureOf } from './picture.ts';
import { PointSheet } from './points.ts';
import { drawsInSoftware } from './software.ts';
import { type Shown, type Thing, thingAt } from './pick.ts';
import { denseBox, metresPerPixel, sheetOf, toLonLat, type View, viewOfBox } from './projection.ts';
import { Button } from '../parts/controls.tsx';

const LIMITS = { minZoom: 10, maxZoom: 18 };
/** Points of a frame at first, at least, and at most; between them the number follows the time a frame takes. */
const POINTS = { first: 5000, least: 1000, most: 40_000 };
const LEGEND_PX = 232;
/** Between two pictures of people on the way where the processor draws them: more cannot be shown in time, and would lie waiting. */
const SOFTWARE_FRAME_MS = 45;
const SLOW_FRAME_MS = 60;
const QUICK_FRAME_MS = 24;

export interface MapHandle {
  show(lonDeg: number, latDeg: number): void;
  picture(): Promise<Blob | null>;
}

export function DistrictMap({
  model,
  figures,
  shown,
  palette,
  movers,
  timeS,
  picked,
  onPick,
  overlay,
  onPoint,
  label,
  children,
  ref,
}: {
  readonly model: MapModel;
  readonly figures: MapFigures;
  readonly shown: Shown;
  readonly palette: MapPalette;
  readonly movers: Movers | null;
  /** Read at every frame; the map is not drawn again for it. */
  readonly timeS: { readonly current: number };
  readonly picked: Thing | null;
  readonly onPick: (thing: Thing | null) => void;
  readonly overlay: Overlay;
  /** Set while an end of a journey is pointed at: gets the place of the next click, or of Enter. */
  readonly onPoint: ((place: Place) => void) | null;
  readonly label: string;
  /** Drawn over a corner of the map. */
  readonly children?: ReactNode;
  readonly ref?: Ref<MapHandle>;
}): ReactNode {
  const { t, language } = useShared();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const points = useRef<HTMLCanvasElement>(null);
  const deck = useRef<Deck<MapView> | null>(null);
  const paced = useRef<PacedDrawing | null>(null);
  const behind = useRef<BehindPicture | null>(null);
  const home = useRef<View | null>(null);
  const [view, setView] = useState<View | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [drawn, setDrawn] = useState(true);
  const live = useRef({ view, size, onPick, onPoint, shown, model });
  live.current = { view, size, onPick, onPoint, shown, model };

  useEffect(() => {
    if (frame.current === null) return;
    const fit = new ResizeObserver(([entry]) => {
      if (entry !== undefined)
        setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    fit.observe(frame.current);
    return () => fit.disconnect();
  }, []);

  useEffect(() => {
    if (view !== null || size.width === 0) return;
    const { transformers } = model.tables;
    const box = denseBox(
      numbers(transformers, 'lonDeg'),
      numbers(transformers, 'latDeg'),
      numbers(transformers, 'homes'),
    );
    // The legend takes the left edge where there is room for it beside the district.
    home.current = viewOfBox(box, size, 20, size.width > 560 ? LEGEND_PX : 0);
    setView(home.current);
  }, [view, size, model]);

  // The drawing surface is made once the size is known, and lives as long as the map.
  const ready = view !== null && size.width > 0;
  const [made, setMade] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the making reads is live; it is made once.
  useEffect(() => {
    if (!ready) return;
    // Making it takes a while: the screen is there first.
    const making = setTimeout(() => {
      makeDeck();
      setMade(true);
    });
    return () => {
      clearTimeout(making);
      setMade(false);
      paced.current?.stop();
      paced.current = null;
      behind.current?.stop();
      behind.current = null;
      deck.current?.finalize();
      deck.current = null;
    };
  }, [ready]);

  function makeDeck(): void {
    if (canvas.current === null || live.current.view === null) return;
    let dragged = false;
    const software = drawsInSoftware();
    const pixels = software ? 1 : Math.min(2, devicePixelRatio);
    // Of its size before there is anything to draw: a change of it later waits for all that the graphics card has still to do.
    canvas.current.width = Math.round(live.current.size.width * pixels);
    canvas.current.height = Math.round(live.current.size.height * pixels);
    if (software)
      paced.current = new PacedDrawing(canvas.current, live.current.view, (whole) =>
        behind.current?.draw((target) => deck.current?._drawLayers('paced', { target }), whole),
      );
    try {
      deck.current = new Deck<MapView>({
        canvas: canvas.current,
        views: new MapView({ id: 'map', repeat: false }),
        controller: { keyboard: false, dragRotate: false, touchRotate: false, doubleClickZoom: true, scrollZoom: true },
        viewState: { ...live.current.view, ...LIMITS } as never,
        useDevicePixels: pixels,
        // Smooth edges cost four times the pixels: not where the processor draws them.
        deviceProps: { webgl: { antialias: !software, preserveDrawingBuffer: false } } as never,
        ...(software
          ? {
              _customRender: () => paced.current?.ask(),
              onDeviceInitialized: (device) => {
                behind.current = new BehindPicture(device);
              },
            }
          : {}),
        pickingRadius: 0,
        getCursor: ({ isDragging }) => (live.current.onPoint !== null ? 'crosshair' : isDragging ? 'grabbing' : 'grab'),
        onError: () => setDrawn(false),
        onViewStateChange: ({ viewState }) => {
          const { longitude, latitude, zoom } = viewState as MapViewState;
          setView({ longitude, latitude, zoom });
        },
        onDragStart: () => {
          dragged = true;
        },
        onClick: ({ x, y }) => {
          if (dragged) dragged = false;
          const { view: now, size: area, onPick: pick, onPoint: point, shown: parts, model: things } = live.current;
          if (now === null) return;
          if (point !== null) point(toLonLat(sheetOf(now, area), x, y));
          else pick(thingAt(things, parts, sheetOf(now, area), x, y));
        },
        layers: [],
        // The frame around it is the stop of the Tab key.
        onLoad: () => canvas.current?.setAttribute('tabindex', '-1'),
      });
    } catch {
      setDrawn(false);
    }
  }

  const zoomStep = view === null ? 0 : Math.round(view.zoom * 2) / 2;
  // Neighbourhoods, points, then the streets part after part: one more in each frame, so that none takes long.
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!made || turn >= lastTurn(model)) return;
    const next = requestAnimationFrame(() => setTurn(turn + 1));
    return () => cancelAnimationFrame(next);
  }, [made, turn, model]);
  useEffect(() => {
    if (made)
      deck.current?.setProps({
        layers: [
          ...layersOf(model, figures, shown, palette, picked, zoomStep, turn),
          ...overlayLayers(overlay, palette),
        ],
      });
  }, [made, model, figures, shown, palette, picked, zoomStep, overlay, turn]);
  useEffect(() => {
    if (view !== null) paced.current?.moved(view);
    if (view !== null) deck.current?.setProps({ viewState: { ...view, ...LIMITS } as never });
  }, [view]);

  useImperativeHandle(ref, () => ({
    show: (longitude, latitude) =>
      setView((now) => (now === null ? null : { longitude, latitude, zoom: Math.max(now.zoom, 14.2) })),
    picture: () => {
      const { view: now, size: area } = live.current;
      if (now === null || canvas.current === null || deck.current === null) return Promise.resolve(null);
      if (paced.current === null) deck.current.redraw('picture');
      else {
        deck.current._drawLayers('picture');
        paced.current.drewAtOnce();
      }
      return pictureOf([canvas.current, points.current], placeNames(model.names, sheetOf(now, area), area, now.zoom), {
        palette,
        ...area,
      });
    },
  }));

  // People on the way, frame by frame; as many as this computer draws quickly.
  useEffect(() => {
    // The processor draws: thousands of rectangles a frame are much for a graphics card that is only imitated.
    const context = points.current?.getContext('2d', { willReadFrequently: true }) ?? null;
    if (context === null) return;
    context.clearRect(0, 0, size.width, size.height);
    if (movers === null || size.width === 0) return;
    const sheet = new PointSheet(size, palette);
    let most = POINTS.first;
    const shortestMs = drawsInSoftware() ? SOFTWARE_FRAME_MS : 0;
    let last = performance.now();
    let lastKey = '';
    let frameId = requestAnimationFrame(function step(now) {
      frameId = requestAnimationFrame(step);
      const { view: at } = live.current;
      if (at === null) return;
      if (now - last < shortestMs) return;
      const key = `${timeS.current}|${at.longitude}|${at.latitude}|${at.zoom}`;
      const frameMs = now - last;
      last = now;
      if (key === lastKey && !movers.waiting) return;
      if (key !== lastKey) {
        if (frameMs > SLOW_FRAME_MS + shortestMs) most = Math.max(POINTS.least, most * 0.9);
        else if (frameMs < QUICK_FRAME_MS + shortestMs) most = Math.min(POINTS.most, most * 1.05);
      }
      lastKey = key;
      movers.at(timeS.current, most);
      sheet.draw(movers, at);
      context.putImageData(sheet.image, 0, 0);
    });
    return () => cancelAnimationFrame(frameId);
  }, [movers, size, palette, timeS]);

  const move = (east: number, south: number): void =>
    setView((now) => {
      if (now === null) return null;
      const perPixel = 360 / (512 * 2 ** now.zoom);
      return {
        ...now,
        longitude: now.longitude + east * perPixel,
        latitude: now.latitude - south * perPixel * Math.cos((now.latitude * Math.PI) / 180),
      };
    });
  const zoomBy = (step: number): void =>
    setView((now) =>
      now === null ? null : { ...now, zoom: Math.min(LIMITS.maxZoom, Math.max(LIMITS.minZoom, now.zoom + step)) },
    );
  const key = (event: KeyboardEvent): void => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => move(-80, 0),
      ArrowRight: () => move(80, 0),
      ArrowUp: () => move(0, -80),
      ArrowDown: () => move(0, 80),
      '+': () => zoomBy(0.5),
      '=': () => zoomBy(0.5),
      '-': () => zoomBy(-0.5),
      Home: () => setView(home.current),
      Escape: () => onPick(null),
      Enter: () => {
        if (view !== null) onPoint?.([view.longitude, view.latitude]);
      },
    };
    const act = acts[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
  const names: readonly PlacedName[] =
    view === null ? [] : placeNames(model.names, sheetOf(view, size), size, view.zoom);
  const bar = view === null ? null : scaleBar(metresPerPixel(view));
  return (
    <div className="map-frame" style={{ background: css(palette.ground) }}>
      <div
        className="map"
        ref={frame}
        role="application"
        aria-roledescription={t('map.title')}
        aria-label={`${label}. ${t('map.keys')}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is moved by keys.
        tabIndex={0}
        onKeyDown={key}
      >
        <canvas ref={canvas} tabIndex={-1} style={{ position: 'absolute', inset: 0, width: '100%', height: '100%' }} />
        <canvas ref={points} width={size.width} height={size.height} className="map-points" />
        <div className="map-names" aria-hidden="true">
          {names.map(({ name, x, y }) => (
            <span
              key={`${name.kind}${name.text}${name.x}`}
              className={`map-name ${name.kind}`}
              style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)` }}
            >
              {name.text}
            </span>
          ))}
        </div>
      </div>
      <div className="map-buttons">
        <Button onClick={() => zoomBy(0.7)} aria-label={t('map.zoomIn')} title={t('map.zoomIn')}>
          +
        </Button>
        <Button onClick={() => zoomBy(-0.7)} aria-label={t('map.zoomOut')} title={t('map.zoomOut')}>
          −
        </Button>
        <Button onClick={() => setView(home.current)} aria-label={t('map.whole')} title={t('map.whole')}>
          ⌂
        </Button>
      </div>
      {children}
      {bar !== null && (
        <p className="map-scale" style={{ width: bar.px }}>
          {bar.metres >= 1000
            ? `${figure(bar.metres / 1000, 'km', language)} km`
            : `${figure(bar.metres, 'm', language)} m`}
        </p>
      )}
      {!drawn && (
        <p role="alert" className="map-none">
          {t('map.noGl')}
        </p>
      )}
    </div>
  );
}

function scaleBar(metresAPixel: number): { metres: number; px: number } {
  const wanted = 110 * metresAPixel;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = [5, 2, 1].map((step) => step * power).find((size) => size <= wanted) ?? power;
  return { metres, px: metres / metresAPixel };
}
