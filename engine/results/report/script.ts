/** What the page does when somebody touches it: language, light or dark, printing, the map. No library; without it the page still reads.
 *  Kept as text, because it runs in the reader's browser and not here. */
export const SCRIPT = `
(() => {
  const root = document.documentElement;
  const press = (name, value) => {
    for (const button of document.querySelectorAll('[data-' + name + ']')) {
      if (button.tagName === 'BUTTON') button.setAttribute('aria-pressed', String(button.dataset[name] === value));
    }
  };
  const keep = (name, value) => { try { localStorage.setItem('rijnstroom-' + name, value); } catch {} };
  const kept = (name) => { try { return localStorage.getItem('rijnstroom-' + name); } catch { return null; } };
  const setLanguage = (language) => { root.lang = language; press('lang', language); };
  const setTheme = (theme) => { root.dataset.theme = theme; press('theme', theme); };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  setLanguage(kept('lang') ?? root.lang);
  setTheme(kept('theme') ?? (dark ? 'dark' : 'light'));
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button === null) return;
    if (button.dataset.lang) { setLanguage(button.dataset.lang); keep('lang', button.dataset.lang); }
    if (button.dataset.theme) { setTheme(button.dataset.theme); keep('theme', button.dataset.theme); }
    if ('print' in button.dataset) print();
  });

  // A table that is wider than its place is scrolled by keyboard too; one that fits is no stop.
  const reach = () => {
    for (const part of document.querySelectorAll('.scroll')) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0; else part.removeAttribute('tabindex');
    }
  };
  reach();
  addEventListener('resize', reach);
  document.addEventListener('toggle', reach, true);

  // What a click would open is printed; the numbers behind the charts are not.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not(.origin):not([open])')].filter((part) => part.closest('figure') === null);
    for (const part of opened) part.open = true;
  });
  addEventListener('afterprint', () => { for (const part of opened) part.open = false; opened = []; });

  const map = document.getElementById('map');
  const controls = document.getElementById('map-controls');
  const tip = document.getElementById('tip');
  if (map === null || controls === null || tip === null) return;
  const state = { side: 2, metric: 0 };
  const pick = (element, at) => element.dataset.c.split(' ')[at];
  const draw = () => {
    document.getElementById('map-section').dataset.mode = state.side === 2 ? 'difference' : 'amount';
    for (const zone of map.querySelectorAll('.zone')) {
      const value = pick(zone, state.metric * 3 + state.side);
      zone.setAttribute('class', 'zone ' + (value === '-1' ? 'none' : (state.side === 2 ? 'd' : 's') + (Number(value) + 1)));
    }
    for (const dot of map.querySelectorAll('.transformer')) {
      const value = pick(dot, state.side);
      dot.setAttribute('class', 'transformer ' + (state.side === 2 ? 'c' : 'l') + value);
      const large = state.side === 2 ? value !== '1' : value === '3';
      dot.setAttribute('r', large ? 5.2 : 3.4);
    }
    for (const group of map.querySelectorAll('.of-side')) group.style.display = Number(group.dataset.of) === state.side ? 'inline' : 'none';
    for (const key of document.querySelectorAll('.zones-key')) key.hidden = Number(key.dataset.for) !== state.metric || state.side === 2;
    for (const key of document.querySelectorAll('.changes-key')) key.hidden = Number(key.dataset.for) !== state.metric || state.side !== 2;
  };
  controls.addEventListener('change', (event) => {
    const input = event.target;
    if (input.name === 'side') state.side = Number(input.value);
    if ('metric' in input.dataset) {
      state.metric = Number(input.value);
      for (const other of controls.querySelectorAll('[data-metric]')) other.value = input.value;
    }
    if (input.dataset.layer) document.getElementById('layer-' + input.dataset.layer).style.display = input.checked ? '' : 'none';
    draw();
  });
  const show = (element, x, y) => {
    const lines = element.dataset[root.lang].split('|');
    tip.replaceChildren(...lines.map((line, i) => { const part = document.createElement(i === 0 ? 'strong' : 'span'); part.textContent = line; return part; }));
    tip.hidden = false;
    const frame = tip.parentElement.getBoundingClientRect();
    const left = Math.min(Math.max(0, x - frame.left + 14), frame.width - tip.offsetWidth - 4);
    const below = y - frame.top + 16;
    const top = below + tip.offsetHeight > frame.height ? y - frame.top - tip.offsetHeight - 12 : below;
    tip.style.transform = 'translate(' + left + 'px,' + Math.max(0, top) + 'px)';
  };
  map.addEventListener('pointermove', (event) => {
    const element = event.target.closest('[data-nl]');
    if (element === null) tip.hidden = true; else show(element, event.clientX, event.clientY);
  });
  map.addEventListener('pointerleave', () => { tip.hidden = true; });
  addEventListener('keydown', (event) => { if (event.key === 'Escape') tip.hidden = true; });
  draw();
})();
`;
