/** A button that opens the file chooser, with words of our own: the browser's own button speaks the browser's language. And reading what
 *  was chosen or dropped, whose size is asked before a byte is read. */
import { type ReactNode, useRef } from 'react';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { BridgeError } from '../bridge-client.ts';
import { Button } from './controls.tsx';
import { useInTurn } from './in-turn.ts';

/** The bridge takes no longer text [bytes]. */
const MAX_BYTES = 4_000_000;

export function FileButton({
  label,
  accept,
  take,
}: {
  readonly label: string;
  readonly accept: string;
  /** Files chosen fast after one another are taken one at a time. */
  readonly take: (file: File) => Promise<void>;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const inTurn = useInTurn();
  return (
    <>
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file chosen again must be noticed.
          event.target.value = '';
          if (file !== undefined) inTurn(() => take(file));
        }}
      />
    </>
  );
}

/** @throws BridgeError with a sentence for what is too large, a folder, or no text */
export async function scenarioFrom(file: File): Promise<string> {
  if (file.size > MAX_BYTES) {
    const mb = (file.size / 1e6).toFixed(0);
    throw refusal(file.name, {
      nl: `Dit bestand is ${mb} MB; een scenario is hoogstens 4 MB. Het is niet gelezen. Kies het YAML-bestand van een scenario.`,
      en: `This file is ${mb} MB; a scenario is at most 4 MB. It was not read. Choose the YAML file of a scenario.`,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw refusal(file.name, {
      nl: 'Dit is geen tekstbestand, of het kan niet worden gelezen. Kies het YAML-bestand van een scenario.',
      en: 'This is no text file, or it cannot be read. Choose the YAML file of a scenario.',
    });
  }
}

const refusal = (name: string, { nl, en }: BridgeFailure['message']): BridgeError =>
  new BridgeError({ kind: 'input', message: { nl: `${name}: ${nl}`, en: `${name}: ${en}` }, problems: [] });
