/** The page for the council: the report of two or more results, its pages chosen, looked at here, and saved as PDF, HTML or a picture of its map. */
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Language, useShared } from '../context.tsx';
import { ChooseResults } from '../parts/choose-results.tsx';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { Failure } from '../parts/failure.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { ridesFrom } from '../parts/rides-from.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { PublishPanel } from './publish.tsx';
import { SaveReport } from './save-report.tsx';
import { Button, Check, Field, Select } from '../parts/controls.tsx';

/** The page's own buttons need its script; the screen has its own. */
const QUIET = '.bar .switches,main>section[hidden]{display:none}';
type Rides = Awaited<ReturnType<typeof ridesFrom>>;

/** Results of one report. */
const MOST = 4;

export function ReportScreen(): ReactNode {
  const { t, chosen, language } = useShared();
  const [reportLanguage, setReportLanguage] = useState<Language>(language);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [rides, setRides] = useState<Rides | null>(null);
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const ids = chosen.slice(0, MOST);
  const report = useCall(
    'report',
    ids.length < 2
      ? null
      : { ids, format: 'html', language: reportLanguage, preview: true, ...(rides !== null && { rides }) },
  );
  const take = async (file: File): Promise<void> => {
    setFailure(null);
    try {
      setRides(await ridesFrom(file));
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  useEffect(() => setReportLanguage(language), [language]);
  const html = useMemo(
    () => (report.value === null || ids.length < 2 ? null : new TextDecoder().decode(report.value.bytes)),
    [report.value, ids.length],
  );
  const pages = useMemo(() => (html === null ? [] : pagesOf(html, reportLanguage)), [html, reportLanguage]);
  // The window's own policy lets no script of a page run; the preview needs none: its language is set in the page.
  const preview = useMemo(
    () =>
      html
        ?.replace(/<script>[\s\S]*?<\/script>/g, '')
        .replace('data-theme="auto"', 'data-theme="light"')
        .replace('</style>', `${QUIET}</style>`),
    [html],
  );
  // Pages that are left out are hidden where they stand: the preview is not read anew for it.
  const hide = useCallback((): void => {
    for (const [key, section] of sectionsOf(frame.current?.contentDocument)) section.hidden = left.has(key);
  }, [left]);
  useEffect(hide, [hide]);
  return (
    <>
      <div className="row spread">
        <h1>{t('report.title')}</h1>
        <ChooseResults most={MOST} />
      </div>
      <p>{t('report.text')}</p>
      {ids.length < 2 && <p>{t('report.chooseTwo')}</p>}
      {report.failure !== null && <Failure failure={report.failure} again={report.again} />}
      {ids[0] !== undefined && <PublishPanel id={ids.at(-1) ?? ids[0]} />}
      <div className="report-and-side">
        <div>
          <Field label={t('report.language')}>
            <Select
              value={reportLanguage}
              onChange={(event) => setReportLanguage(event.target.value === 'en' ? 'en' : 'nl')}
            >
              <option value="nl">Nederlands</option>
              <option value="en">English</option>
            </Select>
          </Field>
          <FileButton label={t('rides.withReport')} accept=".csv,text/csv" take={take} />
          {rides !== null && (
            <p className="soft">
              {t('rides.inReport', { name: rides.file })}{' '}
              <Button look="subtle" onClick={() => setRides(null)}>
                {t('common.delete')}
              </Button>
            </p>
          )}
          {failure !== null && <Failure failure={failure} />}
          <SaveReport
            ids={ids}
            rides={rides}
            language={reportLanguage}
            left={left}
            frame={frame}
            ready={html !== null}
          />
          <fieldset disabled={pages.length === 0}>
            <legend>{t('report.pages')}</legend>
            {pages.map((page) => (
              <Check
                key={page.key}
                checked={!left.has(page.key)}
                onChange={(event) => {
                  const next = new Set(left);
                  if (event.target.checked) next.delete(page.key);
                  else next.add(page.key);
                  setLeft(next);
                }}
              >
                {page.name}
              </Check>
            ))}
          </fieldset>
        </div>
        {report.loading && ids.length === 2 && html === null && <p role="status">{t('common.loading')}</p>}
        {html !== null && (
          <iframe ref={frame} title={t('report.preview')} className="preview" srcDoc={preview} onLoad={hide} />
        )}
      </div>
    </>
  );
}

interface Page {
  readonly key: string;
  readonly name: string;
}

/** Sections of the report with a heading, by their heading in both languages; the opening and the sources, to which every figure leads, always stay. */
function sectionsOf(page: Document | null | undefined): [key: string, section: HTMLElement][] {
  return [...(page?.querySelectorAll<HTMLElement>('main > section') ?? [])]
    .slice(1)
    .filter((section) => section.id !== 'inputs')
    .map((section, i) => [section.querySelector('h2')?.textContent ?? String(i), section]);
}

function pagesOf(html: string, language: Language): Page[] {
  return sectionsOf(new DOMParser().parseFromString(html, 'text/html')).flatMap(([key, section]) => {
    const head = section.querySelector('h2');
    if (head === null) return [];
    const own = head.querySelector(`[lang="${language}"]`);
    return [{ key, name: (own ?? head).textContent ?? '' }];
  });
}
