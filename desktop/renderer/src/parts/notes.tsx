/** Tags and a note of a scenario or result, opened on demand. */
import { type ReactNode, useState } from 'react';
import { useShared } from '../context.tsx';
import { Button, Field, Textarea, Textbox } from './controls.tsx';

export function Notes({
  kind,
  id,
  tags,
  note,
  reload,
}: {
  readonly kind: 'scenario' | 'result';
  readonly id: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly reload: () => void;
}): ReactNode {
  const { t, bridge } = useShared();
  const [tagText, setTagText] = useState(tags.join(', '));
  const [noteText, setNoteText] = useState(note);
  const save = async (): Promise<void> => {
    const list = tagText
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
    await bridge.call('annotate', { kind, id, tags: list, note: noteText });
    reload();
  };
  return (
    <details>
      <summary>
        {t('library.note')} / {t('library.tags')}
      </summary>
      <Field label={t('library.tags')}>
        <Textbox value={tagText} onChange={(event) => setTagText(event.target.value)} />
      </Field>
      <Field label={t('library.note')}>
        <Textarea rows={2} value={noteText} onChange={(event) => setNoteText(event.target.value)} />
      </Field>
      <Button onClick={() => void save()}>{t('common.save')}</Button>
    </details>
  );
}
