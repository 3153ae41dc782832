/**
 * Shows times in the reader's zone, those of the last two hours as minutes ago (not after a preposition), with the site's time as the title; counts how late an update is, starts and ends maintenance, and reloads the
 * page when an update was published (not while a disclosure is open or an element has the focus, for up to five minutes). It
 * asks past the browser's cache, because hosts allow that to keep answers for minutes: once a minute, and when the reader
 * comes back. A page from the cache that is older than the first answer is reloaded at once, but only once: after a reload,
 * the first answer counts as the page's version. Without the script, everything on the page is still correct.
 *
 * Names are short because every page inlines the script: `d`ocument, `q`uery, `l`anguage, `e`lement, `t`ime, `m`inutes; `a`
 * and `b` format the day and the time in the reader's zone, `c` the day in the site's; `r` formats minutes ago, `s` writes all times; `h` is the time in seconds; `k` is
 * the version of the page, `v` the published one, `n` how often a reload was postponed. `d.z` is undefined.
 *
 * Attributes of `html` configure it: `k` the version of the page, if known, `u` the address of `status.json`, `z` the site's
 * time zone, `p` the message for a late update; `#` is replaced by the duration.
 */
export function live() {
  let d = document,
    {
      lang: l,
      dataset: { k, u, z, p },
    } = d.documentElement,
    n = 0,
    q = (s) => d.querySelectorAll(s),
    [a, b, c] = [d.z, z].flatMap((timeZone) =>
      [{ dateStyle: 'medium' }, { timeStyle: 'short', hourCycle: 'h23' }].map(
        (o) => new Intl.DateTimeFormat(l, { timeZone, ...o }).format,
      ),
    ),
    r = new Intl.RelativeTimeFormat(l, { numeric: 'auto', style: 'short' }),
    s = () => {
      for (const e of q('time')) {
        const t = new Date(e.dateTime),
          m = (new Date() - t) / 6e4;
        e.title ||= e.textContent;
        e.textContent =
          m >= 0 && m < 120 && !e.className
            ? r.format(-m | 0, 'minute')
            : (/\d{4}/.test(e.title) || a(t) != c(t) ? a(t) + ', ' : '') + b(t);
      }
    },
    g = async (h, v) => {
      s();
      h = new Date() / 1e3;
      for (const e of q('[data-on]')) e.hidden = h < e.dataset.on || h >= e.dataset.off;
      for (const e of q('[data-by]')) {
        const m = ((h - e.dataset.by) / 60) | 0,
          D = Intl.DurationFormat,
          o = { days: (m / 1440) | 0, hours: ((m / 60) % 24) | 0, minutes: m < 1440 ? m % 60 : 0 };
        if (m > 0) e.textContent = p.replace('#', D ? new D(l, { style: 'long' }).format(o) : m + ' min');
      }
      if (d.hidden) return;
      v = await (await fetch(u, { cache: 'no-cache' })).json();
      v = v.page.updated_at + v.status.description;
      k ||= v;
      if (k != v && (n++ > 4 || !q('main :focus,[open]')[0])) location.reload();
    };
  for (const e of q('.utc')) e.remove();
  // In print, minutes ago mean nothing, and a time needs its zone.
  onbeforeprint = () => {
    for (const e of q('time')) e.textContent = e.title;
  };
  onafterprint = s;
  s();
  k = performance.navigation.type ^ 1 && k;
  setInterval(g, 6e4);
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- Shorter, and every page contains it.
  d.onvisibilitychange = g;
  // After the page has loaded, and when the reader comes back to it.
  onpageshow = g;
}
