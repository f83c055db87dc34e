/** Reading a chosen file of measured rides, whose size is asked before a byte is read. */
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { MAX_RIDES_BYTES, MAX_RIDES_SENT, type RidesFile } from '../../../shared/rides-file.ts';
import { BridgeError } from '../bridge-client.ts';

/** A CSV of measured rides, packed when it is long. @throws BridgeError with a sentence for what is too large or no text */
export async function ridesFrom(file: File): Promise<RidesFile> {
  const tooLong = (): BridgeError =>
    refusal(file.name, {
      nl: `Dit bestand is ${(file.size / 1e6).toFixed(0)} MB; dat past hier niet. Laat alleen de regels van het gebied staan, of gebruik “rijnstroom rides MAP BESTAND”.`,
      en: `This file is ${(file.size / 1e6).toFixed(0)} MB, which does not fit here. Keep the lines of the district only, or use “rijnstroom rides FOLDER FILE”.`,
    });
  if (file.size > MAX_RIDES_BYTES) throw tooLong();
  let packed: Uint8Array<ArrayBuffer>;
  try {
    if (file.size <= MAX_RIDES_SENT)
      return { file: file.name, text: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()) };
    const stream = file.stream().pipeThrough(new CompressionStream('gzip'));
    packed = new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw refusal(file.name, {
      nl: 'Dit is geen tekstbestand, of het kan niet worden gelezen. Kies een CSV-bestand met ritten.',
      en: 'This is no text file, or it cannot be read. Choose a CSV file of rides.',
    });
  }
  if (packed.length > MAX_RIDES_SENT) throw tooLong();
  return { file: file.name, packed };
}

const refusal = (name: string, { nl, en }: BridgeFailure['message']): BridgeError =>
  new BridgeError({ kind: 'input', message: { nl: `${name}: ${nl}`, en: `${name}: ${en}` }, problems: [] });
