/** Saving a report: PDF (printed by the shell or by a browser of this machine, else through the print window), HTML, and its map as PNG.
 *  Choosing no place to save is a normal end and is told quietly. */
import { type ReactNode, type RefObject, useState } from 'react';
import type { RidesFile } from '../../../shared/rides-file.ts';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { type Language, useShared } from '../context.tsx';
import { Failure } from '../parts/failure.tsx';
import { saveBytes } from '../parts/save-bytes.ts';
import { pictureOfDrawing } from '../parts/svg-picture.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { Button } from '../parts/controls.tsx';

type Format = 'pdf' | 'html' | 'png';
type Phase = { readonly kind: 'idle' | 'busy' | 'cancelled' } | { readonly kind: 'done'; readonly name: string };

export function SaveReport({
  ids,
  rides,
  language,
  left,
  frame,
  ready,
}: {
  readonly ids: readonly string[];
  /** Measured rides that stand in it. */
  readonly rides: RidesFile | null;
  readonly language: Language;
  /** Headings of pages that are left out. */
  readonly left: ReadonlySet<string>;
  readonly frame: RefObject<HTMLIFrameElement | null>;
  readonly ready: boolean;
}): ReactNode {
  const { t, bridge, announce } = useShared();
  const about = useCall('about', {});
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' });
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const inBrowser = about.value?.shell !== 'electron';
  const prints = about.value?.canPrintPdf === true;

  const save = async (format: Format): Promise<void> => {
    setFailure(null);
    setPhase({ kind: 'busy' });
    try {
      // The browser version draws the picture from what is shown; Electron takes a picture of the map with its legend.
      const drawing = frame.current?.contentDocument?.querySelector<SVGSVGElement>('#map-section svg') ?? null;
      if (format === 'png' && inBrowser && drawing !== null) {
        const name = `rijnstroom-${ids.join('-')}.png`;
        const picture = await pictureOfDrawing(drawing);
        if (picture !== null) saveBytes(name, picture);
        return end({ kind: 'done', name });
      }
      const { bytes, ...answer } = await bridge.call('report', {
        ids: [...ids],
        format,
        language,
        without: [...left],
        ...(rides !== null && { rides }),
      });
      if (answer.end === 'cancelled') return end({ kind: 'cancelled' });
      if (answer.end === 'sent')
        saveBytes(answer.fileName, new Blob([new Uint8Array(bytes)], { type: answer.mimeType }));
      end({ kind: 'done', name: answer.fileName });
    } catch (error) {
      setPhase({ kind: 'idle' });
      setFailure(failureOf(error));
    }
  };
  const end = (next: Phase): void => {
    setPhase(next);
    if (next.kind === 'done') announce(t('report.made', { name: next.name }));
    if (next.kind === 'cancelled') announce(t('report.notSaved'));
  };
  const off = !ready || phase.kind === 'busy';
  return (
    <>
      <div className="stack">
        <Button
          look="primary"
          disabled={off}
          onClick={() => (prints ? void save('pdf') : frame.current?.contentWindow?.print())}
        >
          {prints ? t('report.pdf') : t('report.print')}
        </Button>
        <Button disabled={off} onClick={() => void save('html')}>
          {t('report.html')}
        </Button>
        <Button disabled={off} onClick={() => void save('png')}>
          {t('report.png')}
        </Button>
      </div>
      {phase.kind === 'busy' && <p role="status">{t('report.busy')}</p>}
      {phase.kind === 'done' && <p className="good">✓ {t('report.made', { name: phase.name })}</p>}
      {phase.kind === 'cancelled' && <p className="soft">{t('report.notSaved')}</p>}
      {failure !== null && <Failure failure={failure} />}
      {about.value !== null && !prints && <p className="soft">{t('report.pdfHint')}</p>}
    </>
  );
}
