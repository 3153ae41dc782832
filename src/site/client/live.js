/**
 * Shows times in the reader's zone, those of the last two hours as minutes ago (not after a preposition), with the site's time as
 * the title; counts how late an update is; starts and ends maintenance; and shows what was published since, in place.
 *
 * It runs while the page is read, so that what is painted doesn't move: a slow network brings a page in parts.
 *
 * It asks past the browser's cache, because hosts allow that to keep answers for minutes: once a minute, and when the reader comes
 * back. When the published version is another one, it fetches the page again and puts its parts in the place of the old ones. A
 * reader at the top sees the new update there, marked for a minute. Who has scrolled down, has selected text or is at an element of
 * the page gets a notice with a button instead, so that nothing moves. Disclosures stay open. Only a page with other styles or
 * another policy is loaded as a whole. Without the script, everything on the page is still correct.
 *
 * Attributes of `html` configure it: `k` the version of the page, if known, `u` the address of `status.json` (without it, nothing
 * is asked), `z` the site's time zone, `p` the message for a late update, where `#` is replaced by the duration, `n` the label of
 * a new update, where `#` is replaced by its time, `o` of any other change, `s` of the button that shows it.
 */
export function live() {
  const d = document;
  const root = d.documentElement;
  const { lang, dataset } = root;
  const all = (selector, within = d) => within.querySelectorAll(selector);
  const [readersDay, readersTime, readersShortDay, sitesDay] = [d.z, dataset.z].flatMap((timeZone) =>
    [
      { dateStyle: 'medium' },
      { timeStyle: 'short', hourCycle: 'h23' },
      { day: 'numeric', month: 'short' },
    ].map((options) => new Intl.DateTimeFormat(lang, { timeZone, ...options }).format),
  );
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' });
  const writeTimes = () => {
    for (const e of all('.utc')) e.remove();
    const times = [...all('time')];
    // While the page is read, the last one may not be complete: nothing follows it yet.
    let end = d.readyState == 'loading' && times.at(-1);
    while (end && !end.nextSibling) end = end.parentNode;
    if (end === null) times.pop();
    for (const e of times) {
      const time = new Date(e.dateTime);
      const minutes = (new Date() - time) / 6e4;
      e.title ||= e.textContent;
      e.textContent =
        minutes >= 0 && minutes < 120 && !e.className
          ? relative.format(-minutes | 0, 'minute')
          : (e.className == 'short'
              ? readersShortDay(time) + ', '
              : /\d{4}/.test(e.title) || readersDay(time) != sitesDay(time)
                ? readersDay(time) + ', '
                : '') + readersTime(time);
    }
  };
  const paint = () => {
    writeTimes();
    const now = new Date() / 1e3;
    for (const e of all('[data-on]')) e.hidden = now < e.dataset.on || now >= e.dataset.off;
    for (const e of all('[data-by]')) {
      const late = ((now - e.dataset.by) / 60) | 0;
      const Duration = Intl.DurationFormat;
      const parts = {
        days: (late / 1440) | 0,
        hours: ((late / 60) % 24) | 0,
        minutes: late < 1440 ? late % 60 : 0,
      };
      if (late > 0)
        e.textContent = dataset.p.replace(
          '#',
          Duration ? new Duration(lang, { style: 'long' }).format(parts) : late + ' min',
        );
    }
  };

  /** Without what the script changes. */
  const contentOf = (page) => {
    const copy = all('main', page)[0]?.cloneNode(true);
    for (const e of copy ? all('time,.utc,.late', copy) : []) e.remove();
    return copy?.textContent;
  };
  const headOf = (page) => Array.from(all('[http-equiv],[rel=stylesheet]', page), (e) => e.outerHTML).join();
  const nameOf = (e) => all('time', e)[0].dateTime + all('.text', e)[0].textContent;
  /** The updates of a page that this one doesn't have. */
  const newOf = (page) => {
    const known = Array.from(all('.update'), nameOf);
    return [...all('.update', page)].filter((e) => !known.includes(nameOf(e)));
  };
  let version = dataset.k;
  /** Of the newest page that was shown or offered. */
  let content;

  const labelOf = (updates) =>
    updates[0]
      ? dataset.n.replace('#', readersTime(new Date(all('time', updates[0])[0].dateTime)))
      : dataset.o;
  const show = (page, isAsked) => {
    const updates = newOf(page);
    all('.news')[0].textContent = isAsked ? '' : labelOf(updates);
    const open = Array.from(all('details[open]'), (e) => e.id);
    // Pictures have titles too.
    const parts = all('head>title,[rel=icon],.sprite,main,.foot', page);
    all('head>title,[rel=icon],.sprite,main,.foot').forEach((e, at) => e.replaceWith(parts[at]));
    for (const e of all('details')) e.open ||= open.includes(e.id);
    paint();
    for (const e of updates) e.classList.add('fresh');
    setTimeout(() => {
      for (const e of updates) e.classList.remove('fresh');
    }, 6e4);
    const target = updates[0] || all('main')[0];
    if (isAsked) {
      target.tabIndex = -1;
      target.focus();
    }
  };
  const offer = (page, perform) => {
    const button = d.createElement('button');
    button.className = 'button';
    button.textContent = dataset.s;
    button.addEventListener('click', perform);
    all('.news')[0].replaceChildren(labelOf(newOf(page)) + ' ', button);
  };
  const ask = async () => {
    paint();
    if (d.hidden || !dataset.u) return;
    const past = { cache: 'no-cache' };
    const answer = await (await fetch(dataset.u, past)).json();
    const published = answer.page.updated_at + answer.status.description;
    version ||= published;
    if (version == published) return;
    const page = new DOMParser().parseFromString(await (await fetch(location, past)).text(), 'text/html');
    const { k } = page.documentElement.dataset;
    const next = contentOf(page);
    // A host may still have the older page although it has the newer answer.
    if (!next || (k && k != published)) return;
    version = published;
    content ??= contentOf(d);
    if (next == content) return;
    content = next;
    const isSame = headOf(page) == headOf(d);
    const isBusy = scrollY > 99 || all('main :focus')[0] || getSelection() + '';
    if (isSame && isBusy) offer(page, () => show(page, true));
    else if (isSame) show(page);
    // Once: a page that was loaded again is not loaded again by itself.
    else if (isBusy || performance.navigation.type == 1) offer(page, () => location.reload());
    else location.reload();
  };
  // In print, minutes ago mean nothing, and a time needs its zone.
  onbeforeprint = () => {
    for (const e of all('time')) e.textContent = e.title;
  };
  onafterprint = writeTimes;
  const reading = new MutationObserver(() => {
    paint();
    reading.takeRecords();
  });
  reading.observe(d, { childList: true, subtree: true });
  addEventListener('DOMContentLoaded', () => {
    reading.disconnect();
    paint();
  });
  setInterval(ask, 6e4);
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- Shorter, and every page contains it.
  d.onvisibilitychange = ask;
  // After the page has loaded, and when the reader comes back to it.
  onpageshow = ask;
}
