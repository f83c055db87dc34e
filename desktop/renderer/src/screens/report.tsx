/** The page for the council: the report of one or two results, looked at here, saved or printed. */
import { type ReactNode, useState } from 'react';
import { type Language, useShared } from '../context.tsx';
import { ChooseResults } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { failureOf } from '../parts/use-call.ts';

export function ReportScreen(): ReactNode {
  const { t, bridge, chosen, language, announce } = useShared();
  const [reportLanguage, setReportLanguage] = useState<Language>(language);
  const [failure, setFailure] = useState<ReturnType<typeof failureOf> | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (use: (html: Uint8Array, fileName: string) => void): Promise<void> => {
    setFailure(null);
    setBusy(true);
    try {
      const { bytes, fileName } = await bridge.call('report', {
        ids: chosen.slice(0, 2),
        format: 'html',
        language: reportLanguage,
      });
      if (bytes.length > 0) use(bytes, fileName);
      announce(t('report.made', { name: fileName }));
    } catch (error) {
      setFailure(failureOf(error));
    }
    setBusy(false);
  };
  const addressOf = (bytes: Uint8Array): string =>
    URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'text/html' }));
  const save = (bytes: Uint8Array, fileName: string): void => {
    const link = document.createElement('a');
    link.href = addressOf(bytes);
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <>
      <h1>{t('report.title')}</h1>
      <p>{t('report.text')}</p>
      <ChooseResults />
      <label className="field">
        <span>{t('report.language')}</span>
        <select
          value={reportLanguage}
          onChange={(event) => setReportLanguage(event.target.value === 'en' ? 'en' : 'nl')}
        >
          <option value="nl">Nederlands</option>
          <option value="en">English</option>
        </select>
      </label>
      <div className="row">
        <button
          type="button"
          className="primary"
          disabled={chosen.length === 0 || busy}
          onClick={() => void make(save)}
        >
          {t('report.html')}
        </button>
        <button
          type="button"
          disabled={chosen.length === 0 || busy}
          onClick={() => void make((bytes) => window.open(addressOf(bytes), '_blank'))}
        >
          {t('report.pdf')}
        </button>
      </div>
      {failure !== null && <Failure failure={failure} />}
    </>
  );
}
