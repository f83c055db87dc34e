/** What an advisor does in a morning, in one window with the real engine: a lever changed and saved, a run started and stopped, the map and a
 *  journey by keyboard, a charge point's day, the map of differences, and a report of four results. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, startBrowser } from './browser.ts';
import { goTo, isBuilt, openWindow, serveDuring, violationsOf } from './serve.ts';

/** For whatever the window shows in a moment, on a busy machine too. */
const SOON = { timeout: 60_000 };
const { browser: started, reason } = await startBrowser();
const why = isBuilt ? reason : 'the program is not built';
/** The least that can be run: a real run all the same. */
const TINY =
  'extends: baseline-2025\nname: { nl: Proef, en: Trial }\ntravel: { sampleShare: 0.002, traffic: none }\nperiod: { start: 2025-06-02, days: 2, stepMinutes: 60 }\n';

describe.skipIf(started === null || !isBuilt)(
  `the flows of an advisor ${why === '' ? '' : `(skipped: ${why})`}`,
  () => {
    const browser = started as Browser;
    const served = serveDuring(browser);
    let page: Page;
    let complaints: string[] = [];
    beforeAll(async () => {
      page = await openWindow(browser, served.url);
      page.setDefaultTimeout(90_000);
      complaints = complaintsOf(page);
    });
    afterAll(async () => {
      await page.close();
    });
    /** The number of settings that differ from the base, as the screen tells it. */
    const changed = async (n: number): Promise<void> =>
      void (await page.getByText(`${n} gewijzigd ten opzichte van het uitgangspunt`).waitFor());

    test('a lever has unit, range, default and source; its change is told beside the base, undone, redone, saved, and its earlier version put back', async () => {
      await goTo(page, 'edit');
      await changed(0);
      await page.locator('main input[type=search]').fill('v2gShare');
      const lever = page.locator('#lever-charging\\.v2gShare');
      const words = page.locator('.lever', { has: lever }).locator('.utrecht-form-field-description');
      for (const part of [/van 0 tot 1/, /standaard: 0/, /bron: \S/]) expect(await words.innerText()).toMatch(part);
      const before = await lever.inputValue();
      await lever.fill('0,5');
      await lever.press('Enter');
      await changed(1);
      expect(await words.innerText()).toContain('uitgangspunt:');
      await page.getByRole('button', { name: 'Ongedaan maken' }).click();
      await changed(0);
      expect(await lever.inputValue()).toBe(before);
      await page.keyboard.press('Control+y');
      await changed(1);
      await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
      expect(await page.locator('textarea').inputValue()).toContain('v2gShare: 0.5');
      await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
      const save = async (): Promise<void> => {
        await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
        await page.getByText('Opgeslagen.').first().waitFor();
      };
      await save();
      // The own version is open now: another change makes an earlier version of the one that was saved.
      await page.locator('main input[type=search]').fill('v2gShare');
      await page.locator('#lever-charging\\.v2gShare').fill('0.7');
      await page.keyboard.press('Enter');
      await save();
      await goTo(page, 'library');
      const card = page.locator('li.card', { has: page.getByText('Eerdere versies') });
      await card.getByText('Eerdere versies').click();
      await card.getByRole('button', { name: 'Terugzetten' }).first().click();
      await card.getByText('Notitie / Labels').click();
      await card.getByLabel('Labels').fill('raad, proef');
      await card.getByLabel('Notitie', { exact: true }).fill('voor de raad van mei');
      await card.getByRole('button', { name: 'Opslaan' }).click();
      await card.locator('.utrecht-status-badge', { hasText: 'raad' }).first().waitFor();
      await page.getByRole('searchbox').fill('raad van mei');
      await expect.poll(() => page.locator('ul.cards > li').count(), SOON).toBe(1);
      await card.getByRole('button', { name: /^Bewerken:/ }).click();
      await page.waitForSelector('nav a[aria-current="page"][href="#/edit"]');
      await page.getByRole('heading', { name: 'Bewerken' }).waitFor();
      await page.locator('main input[type=search]').fill('v2gShare');
      await expect.poll(() => page.locator('#lever-charging\\.v2gShare').inputValue(), SOON).toBe('0,5');
    }, 300_000);

    test('a berth of the harbour is added as a row, and a row that cannot be is told at once', async () => {
      await page.locator('main input[type=search]').fill('ligplaats');
      const berths = page.locator('.lever.table', { hasText: 'igplaats' }).last();
      const rows = berths.locator('table.rows tbody tr');
      const had = await rows.count();
      await berths.getByRole('button', { name: 'Regel toevoegen' }).click();
      await expect.poll(() => rows.count(), SOON).toBe(had + 1);
      await page.getByText('Het scenario klopt.').waitFor();
      const power = rows.last().getByLabel(/walstroom/);
      await power.fill('-5');
      await power.press('Enter');
      await page.getByText('Dit klopt nog niet:').waitFor();
      // By the names that the screen has for them, at the table itself and in the list of what is wrong.
      await berths.getByText(/^rij \d+, walstroom \[kW\]: moet meer dan 0 zijn$/).waitFor();
      await page
        .locator('.failure li', { hasText: 'moet meer dan 0 zijn' })
        .getByText(/^Ligplaatsen met walstroom, rij \d+, walstroom \[kW\]$/)
        .waitFor();
      expect(await page.getByRole('button', { name: 'Opslaan', exact: true }).isDisabled()).toBe(true);
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Wijzigingen weggooien' }).click();
      await page.getByText('Het scenario klopt.').waitFor();
    }, 200_000);

    test('a run is forecast, started, told by stage and stopped; another ends and is looked at', async () => {
      await goTo(page, 'run');
      await page.getByText(/Duurt naar verwachting .* en vraagt .* MB/).waitFor();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.locator('ol.stages [aria-current=step]').waitFor();
      await page.getByRole('button', { name: 'Annuleren' }).click();
      await page.getByText(/: Gestopt\./).waitFor();
      await goTo(page, 'edit');
      await page.getByRole('button', { name: 'Tekst (YAML)' }).click();
      await page.locator('textarea').fill(TINY);
      await page.getByText('Het scenario klopt.').waitFor();
      await goTo(page, 'run');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByText('Proef: Klaar').waitFor({ timeout: 300_000 });
      await page.locator('section.card', { hasText: 'Proef' }).getByRole('button', { name: 'Bekijken' }).click();
      await page.locator('.map-name').first().waitFor();
    }, 500_000);

    test('a charge point of a run of one’s own has its day: cars connected and energy by hour', async () => {
      await page.getByRole('checkbox', { name: 'Publieke laadpalen' }).check();
      const find = page.getByLabel('Zoek op de kaart');
      const first = await find.locator('optgroup[label="Publieke laadpalen"] option').first().getAttribute('value');
      await find.selectOption(first);
      const thing = page.locator('section.thing');
      await thing.getByRole('heading', { name: /^Laadpaal/ }).waitFor();
      await thing
        .getByText(/^Aangesloten auto’s op \d+ juni 2025/)
        .first()
        .waitFor();
      await thing
        .getByText(/^Geladen op \d+ juni 2025/)
        .first()
        .waitFor();
      expect(await thing.locator('svg').count()).toBeGreaterThanOrEqual(2);
      await thing.getByText('Waar komen deze cijfers vandaan?').first().click();
      expect(await violationsOf(page)).toEqual([]);
      await thing.getByRole('button', { name: 'Sluiten' }).click();
    }, 200_000);

    test('the map is moved, zoomed and taken home by keys alone; clock and calendar are sliders that keys move', async () => {
      const map = page.locator('.map');
      const names = (): Promise<string> =>
        page
          .locator('.map-names')
          .evaluate((e) => [...e.children].map((c) => (c as HTMLElement).style.transform).join());
      await map.focus();
      await page.keyboard.press('Home');
      await page.waitForTimeout(1000);
      const home = await names();
      let last = home;
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', '+', '-']) {
        await page.keyboard.press(key);
        await expect.poll(names, { message: key, ...SOON }).not.toBe(last);
        last = await names();
      }
      await page.keyboard.press('+');
      await page.keyboard.press('Home');
      await expect.poll(names, SOON).toBe(home);
      const clock = page.getByLabel('Tijd van de dag');
      await clock.focus();
      await page.keyboard.press('ArrowRight');
      expect(await clock.getAttribute('aria-valuetext')).toBe('08:20');
      await page.keyboard.press('End');
      expect(await clock.getAttribute('aria-valuetext')).toBe('23:55');
      await page.keyboard.press('Home');
      expect(await clock.getAttribute('aria-valuetext')).toBe('00:00');
      const day = page.getByLabel('Dag van het jaar');
      await day.focus();
      await page.keyboard.press('Home');
      const monday = await day.getAttribute('aria-valuetext');
      await page.keyboard.press('ArrowRight');
      expect(await day.getAttribute('aria-valuetext')).not.toBe(monday);
      // A day that was chosen is shown: the map follows the clock from then on.
      expect(await page.getByRole('checkbox', { name: /op dit moment/ }).isChecked()).toBe(true);
      await page.getByRole('button', { name: /Afspelen/ }).focus();
      await page.keyboard.press('Space');
      await expect.poll(() => clock.getAttribute('aria-valuetext'), SOON).not.toBe('00:00');
      await page.keyboard.press('Space');
    }, 200_000);

    test('a journey and the reach of a place are asked by keyboard, drawn and told in a table', async () => {
      const panel = page.locator('details.journeys');
      await panel.locator('summary').focus();
      await page.keyboard.press('Enter');
      await panel.getByLabel('Van', { exact: true }).fill('52.0990, 5.0650');
      // The other end: the middle of the map, by Enter.
      await panel.getByRole('button', { name: 'Op de kaart' }).last().click();
      await page.locator('.map').focus();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => panel.getByLabel('Naar', { exact: true }).inputValue(), SOON)
        .toMatch(/^52\.\d+, \d\.\d+$/);
      await panel.getByRole('button', { name: 'Zoek reizen' }).focus();
      await page.keyboard.press('Enter');
      await panel.locator('.journey-list li').first().waitFor();
      expect(await panel.locator('.journey-list li').count()).toBeGreaterThan(1);
      expect(await panel.locator('table tbody tr').count()).toBeGreaterThan(0);
      expect(await violationsOf(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Hoe ver in 15, 30, 45 minuten' }).click();
      await expect.poll(() => panel.locator('table tbody tr').count(), SOON).toBe(3);
      await panel.getByLabel('Van', { exact: true }).fill('nergens in de wijk');
      await panel.getByText('Deze plek is niet bekend.').waitFor();
    }, 300_000);

    test('differences on the map of Compare: by keyboard, pointed at, with the table behind it', async () => {
      await goTo(page, 'compare');
      const chosen = page.locator('.choose select');
      await chosen.nth(0).selectOption('baseline-2025');
      await chosen.nth(1).selectOption('smart-solar-charging');
      await page.waitForSelector('table.compare .verdict');
      const frame = page.locator('.compare-map');
      await page.getByRole('heading', { name: 'Het verschil op de kaart' }).scrollIntoViewIfNeeded();
      await frame.locator('.map-name').first().waitFor();
      const drawn = async (): Promise<number> => (await frame.screenshot()).length;
      // A picture of streets in several colours; an empty sheet is a few thousand bytes.
      await expect.poll(drawn, SOON).toBeGreaterThan(30_000);
      const transform = (): Promise<string> =>
        frame
          .locator('.map-name')
          .first()
          .evaluate((e) => (e as HTMLElement).style.transform);
      const before = await transform();
      await frame.locator('.map').focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(transform, SOON).not.toBe(before);
      const box = (await frame.locator('.map').boundingBox())!;
      await page.mouse.click(box.x + 0.55 * box.width, box.y + 0.5 * box.height);
      await page.getByText('Klik een buurt, straat of transformator aan').waitFor({ state: 'detached' });
      await page.getByLabel('Kleur van de buurten').selectOption('chargedMwh');
      const table = page.locator('.compare-map ~ details', { hasText: 'Cijfers als tabel' });
      await table.locator('summary').first().click();
      await table.locator('caption', { hasText: 'Het verschil op de kaart' }).waitFor({ state: 'attached' });
      expect(await table.locator('tbody tr').count()).toBeGreaterThan(20);
      expect(await violationsOf(page)).toEqual([]);
    }, 300_000);

    test('three results beside each other, and a report of them with every name in it', async () => {
      const chosen = page.locator('.choose select');
      const own = await chosen.nth(2).locator('option', { hasText: 'Proef' }).first().getAttribute('value');
      await chosen.nth(2).selectOption(own);
      await expect.poll(() => page.locator('table.compare').first().locator('thead th').count(), SOON).toBe(7);
      // The difference is the last one's, or another's that is asked for, in table and map alike.
      const against = page.getByLabel('Verschil van dit resultaat met de basis');
      const difference = page.locator('table.compare thead th', { hasText: 'verschil' });
      await difference.getByText('Proef').waitFor(SOON);
      await against.selectOption('smart-solar-charging');
      await difference.getByText('Slim laden op zonnestroom').waitFor(SOON);
      expect(await against.inputValue()).toBe('smart-solar-charging');
      await against.selectOption(own);
      await difference.getByText('Proef').waitFor(SOON);
      await goTo(page, 'report');
      const preview = page.frameLocator('iframe');
      await preview.getByText('Proef').first().waitFor();
      // A map of each and of its difference from the first.
      expect(await preview.locator('.each-maps svg').count()).toBe(5);
      const shown = await preview.locator('body').innerText();
      for (const name of ['Uitgangssituatie 2025', 'Slim laden op zonnestroom', 'Proef']) expect(shown).toContain(name);
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Opslaan als HTML' }).click();
      const html = readFileSync(await (await download).path(), 'utf8');
      for (const name of ['Uitgangssituatie 2025', 'Slim laden op zonnestroom', 'Proef']) expect(html).toContain(name);
      expect(await violationsOf(page)).toEqual([]);
    }, 300_000);

    test('energy is zoomed and read by keys; its curve of durations and its bands have tables', async () => {
      await goTo(page, 'energy');
      const chart = page.locator('.chart').first();
      await chart.locator('canvas').first().waitFor();
      await chart.focus();
      const label = (): Promise<string> => page.locator('main').innerText();
      const year = await label();
      for (let i = 0; i < 4; i++) await page.keyboard.press('+');
      await expect.poll(label, SOON).not.toBe(year);
      await page.keyboard.press('Shift+ArrowRight');
      // What is below the screen is made when it is scrolled to.
      await expect
        .poll(async () => {
          await page.mouse.move(640, 500);
          await page.mouse.wheel(0, 500);
          return page.getByRole('heading', { name: 'Belastingduurkromme' }).count();
        }, SOON)
        .toBeGreaterThan(0);
      await page.getByRole('heading', { name: 'Waar de stroom vandaan komt en heen gaat' }).waitFor();
      expect(await page.getByText('Cijfers als tabel').count()).toBeGreaterThan(1);
      expect(complaints).toEqual([]);
    }, 200_000);
  },
);
