/** A folder that was dropped in or chosen, file by file and by name: what else lies in it is not looked at. */

export interface Folder {
  readonly name: string;
  /** null where there is no such file. */
  file(name: string): Promise<File | null>;
}

/** What a drop holds, each a file or a folder. To be called while the drop is handled: afterwards the browser has forgotten it. */
export function droppedIn(data: DataTransfer | null): readonly (File | Folder)[] {
  return [...(data?.items ?? [])].flatMap((item): (File | Folder)[] => {
    if (item.kind !== 'file') return [];
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory === true) return [folderOf(entry as FileSystemDirectoryEntry)];
    const file = item.getAsFile();
    return file === null ? [] : [file];
  });
}

function folderOf(directory: FileSystemDirectoryEntry): Folder {
  return {
    name: directory.name,
    file: (name) =>
      new Promise((resolve) => {
        directory.getFile(
          name,
          {},
          (entry) =>
            (entry as FileSystemFileEntry).file(resolve, () => {
              resolve(null);
            }),
          () => resolve(null),
        );
      }),
  };
}

/** The folder of a chooser, which hands over all files in it and below. */
export function chosenFolder(files: readonly File[]): Folder {
  const name = files[0]?.webkitRelativePath.split('/')[0] ?? '';
  const own = new Map(files.map((file) => [file.webkitRelativePath, file]));
  return { name, file: async (wanted) => own.get(`${name}/${wanted}`) ?? null };
}
