/** The page for the council: the report of two results, its pages chosen, looked at here, and saved as PDF, HTML or a picture of its map. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type Language, useShared } from '../context.tsx';
import { ChooseResults } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { useCall } from '../parts/use-call.ts';
import { PublishPanel } from './publish.tsx';
import { SaveReport } from './save-report.tsx';

/** The page's own buttons need its script; the screen has its own. */
const QUIET = '.bar .switches{display:none}';

export function ReportScreen(): ReactNode {
  const { t, chosen, language } = useShared();
  const [reportLanguage, setReportLanguage] = useState<Language>(language);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const frame = useRef<HTMLIFrameElement>(null);
  const ids = chosen.slice(0, 2);
  const report = useCall(
    'report',
    ids.length < 2 ? null : { ids, format: 'html', language: reportLanguage, preview: true },
  );
  useEffect(() => setReportLanguage(language), [language]);
  const html = useMemo(
    () => (report.value === null || ids.length < 2 ? null : new TextDecoder().decode(report.value.bytes)),
    [report.value, ids.length],
  );
  const pages = useMemo(() => (html === null ? [] : pagesOf(html, reportLanguage)), [html, reportLanguage]);
  const shown = useMemo(() => (html === null ? '' : without(html, left)), [html, left]);
  // The window's own policy lets no script of a page run; the preview needs none: its language is set in the page.
  const preview = shown
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace('data-theme="auto"', 'data-theme="light"')
    .replace('</style>', `${QUIET}</style>`);
  return (
    <>
      <div className="row spread">
        <h1>{t('report.title')}</h1>
        <ChooseResults />
      </div>
      <p>{t('report.text')}</p>
      {ids.length < 2 && <p>{t('report.chooseTwo')}</p>}
      {report.failure !== null && <Failure failure={report.failure} again={report.again} />}
      {ids[0] !== undefined && <PublishPanel id={ids.at(-1) ?? ids[0]} />}
      <div className="report-and-side">
        <div>
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
          <SaveReport ids={ids} language={reportLanguage} left={left} frame={frame} ready={html !== null} />
          <fieldset disabled={pages.length === 0}>
            <legend>{t('report.pages')}</legend>
            {pages.map((page) => (
              <label key={page.key} className="check">
                <input
                  type="checkbox"
                  checked={!left.has(page.key)}
                  onChange={(event) => {
                    const next = new Set(left);
                    if (event.target.checked) next.delete(page.key);
                    else next.add(page.key);
                    setLeft(next);
                  }}
                />
                {page.name}
              </label>
            ))}
          </fieldset>
        </div>
        {report.loading && ids.length === 2 && html === null && <p role="status">{t('common.loading')}</p>}
        {html !== null && <iframe ref={frame} title={t('report.preview')} className="preview" srcDoc={preview} />}
      </div>
    </>
  );
}

interface Page {
  readonly key: string;
  readonly name: string;
}

const keyOf = (section: Element, index: number): string => section.querySelector('h2')?.textContent ?? String(index);

/** Sections of the report with a heading; the opening always stays. */
function pagesOf(html: string, language: Language): Page[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll('main > section')].slice(1).flatMap((section, i) => {
    const head = section.querySelector('h2');
    if (head === null) return [];
    const own = head.querySelector(`[lang="${language}"]`);
    return [{ key: keyOf(section, i), name: (own ?? head).textContent ?? '' }];
  });
}

function without(html: string, left: ReadonlySet<string>): string {
  if (left.size === 0) return html;
  const page = new DOMParser().parseFromString(html, 'text/html');
  [...page.querySelectorAll('main > section')].slice(1).forEach((section, i) => {
    if (left.has(keyOf(section, i))) section.remove();
  });
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}
