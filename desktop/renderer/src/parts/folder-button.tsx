/** A button that opens the chooser of folders. */
import { type ReactNode, useRef } from 'react';
import { Button } from './controls.tsx';
import { chosenFolder, type Folder } from './folder.ts';
import { useInTurn } from './in-turn.ts';

export function FolderButton({
  label,
  take,
}: {
  readonly label: string;
  /** Folders chosen fast after one another are taken one at a time. */
  readonly take: (folder: Folder) => Promise<void>;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const inTurn = useInTurn();
  return (
    <>
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={(element) => {
          input.current = element;
          // React knows no property for choosing a folder.
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        multiple
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same folder chosen again must be noticed.
          event.target.value = '';
          if (files.length > 0) inTurn(() => take(chosenFolder(files)));
        }}
      />
    </>
  );
}
