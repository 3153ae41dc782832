/**
 * What a page does by itself where scripts run: it shows times in the reader's own zone too, counts how late an update
 * is, begins and ends planned work, and loads itself anew when something was published (not while something in it is open
 * or has the focus, unless that lasts five minutes). Without it, everything on the page is still true.
 *
 * Names are short, because each page carries them: `d`ocument, `q`uery, `l`anguage, `e`lement, `t`ime, `m`inutes; `a` and
 * `b` say the day and the time where the reader is, `c` and `f` where the site is; `h` is the time in seconds; `k` is
 * the version that is shown, `v` the one that is there, `n` how often it was held back.
 *
 * The page tells it by attributes of `html`: `u` the address of `status.json`, `z` the site's time zone, `w` what is said
 * with a time of the reader's zone, `p` what is said of an update that has not come; `#` stands for the time or how long.
 */
export function live() {
  const d = document,
    {
      lang: l,
      dataset: { u, z, w, p },
    } = d.documentElement,
    q = (s) => d.querySelectorAll(s),
    [a, b, c, f] = [void 0, z].flatMap((timeZone) =>
      [{ dateStyle: 'medium' }, { timeStyle: 'short', hourCycle: 'h23' }].map(
        (o) => new Intl.DateTimeFormat(l, { timeZone, ...o }).format,
      ),
    );
  for (const e of q('time')) {
    const t = new Date(e.dateTime),
      s = (a(t) == c(t) ? '' : a(t) + ', ') + b(t);
    if (s != f(t)) e.after(w.replace('#', s));
  }
  let k,
    n = 0;
  const g = async () => {
    const h = new Date() / 1e3;
    for (const e of q('[data-on]')) e.hidden = h < e.dataset.on || h >= e.dataset.off;
    for (const e of q('[data-by]')) {
      const m = ((h - e.dataset.by) / 60) | 0,
        D = Intl.DurationFormat,
        o = { days: (m / 1440) | 0, hours: ((m / 60) | 0) % 24, minutes: m < 1440 ? m % 60 : 0 };
      if (m > 0) e.textContent = p.replace('#', D ? new D(l, { style: 'long' }).format(o) : m + ' min');
    }
    if (d.hidden) return;
    const v = (await (await fetch(u)).json()).page.updated_at;
    k ??= v;
    if (k != v && (n++ > 4 || !q('main :focus,[open]')[0])) location.reload();
  };
  setInterval(g, 6e4);
  g();
}
