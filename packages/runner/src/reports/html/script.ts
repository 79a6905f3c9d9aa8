/**
 * The script of the report: it filters the cases and opens the one that the address names. Without
 * it, everything is there all the same.
 */
export const SCRIPT = `
(() => {
  const list = document.getElementById('cases');
  const form = document.getElementById('filters');
  if (list === null || form === null) return;
  const items = [...list.children];
  const count = document.getElementById('count');
  const search = document.getElementById('search');
  const scenario = document.getElementById('scenario');
  const buttons = [...form.querySelectorAll('button[data-verdict]')];
  let texts = null;
  const apply = () => {
    const wanted = search.value.trim().toLowerCase();
    if (wanted !== '') texts ??= items.map((item) => item.textContent.toLowerCase());
    const verdicts = new Set(
      buttons.filter((one) => one.getAttribute('aria-pressed') === 'true').map((one) => one.dataset.verdict),
    );
    let shown = 0;
    items.forEach((item, index) => {
      const matches =
        (verdicts.size === 0 || verdicts.has(item.dataset.verdict)) &&
        (scenario.value === '' || item.dataset.scenario === scenario.value) &&
        (wanted === '' || texts[index].includes(wanted));
      item.hidden = !matches;
      if (matches) shown += 1;
    });
    count.textContent = shown === items.length ? count.dataset.all : shown + ' of ' + items.length + ' cases';
  };
  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  scenario.addEventListener('change', apply);
  for (const button of buttons) {
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      apply();
    });
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  const open = () => {
    const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!named || named.parentElement !== list) return;
    named.hidden = false;
    named.querySelector('details').open = true;
    named.scrollIntoView();
  };
  addEventListener('hashchange', open);
  open();
})();
`;
