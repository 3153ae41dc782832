/**
 * The custom element `<candor-status>` for the company's own pages: one line with the current status and a link to the
 * status page. It polls the site that served the script every minute while the page is visible, and when the reader comes
 * back, past the browser's cache. It is hidden until it knows, and while the site can't be reached; with the attribute `quiet` also
 * while everything works. It inserts text only, and its link has inline styles, so that the host page's styles and content security
 * policy apply. It works as a module too.
 *
 * @typedef {{ status: string, name: string, shortlink: string }} Shown
 * @param {string} title
 * @param {string} colon follows the title
 * @param {string} more follows the most severe incident if there are others; `#` is their number
 * @param {Record<string, readonly [label: string, colour: string]>} states the components' states, least severe first, and
 *   the description of an overall status that isn't known
 * @param {Record<string, string>} phases labels of the phases of incidents
 * @param {string} address of this script, for a module, which isn't told
 */
export function define(title, colon, more, states, phases, address) {
  const src = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? address;
  const order = Object.keys(states);
  class Status extends HTMLElement {
    link = document.createElement('a');
    timer = 0;
    poll = () => document.hidden || this.show();
    connectedCallback() {
      this.setAttribute('aria-live', 'polite');
      this.link.dir = 'auto';
      this.link.style = 'display:block;padding:.6em 1em;border-inline-start:.4em solid;color:inherit';
      this.hidden = !this.link.href;
      this.replaceChildren(this.link);
      this.show();
      this.timer = setInterval(this.poll, 60_000);
      document.addEventListener('visibilitychange', this.poll);
      addEventListener('pageshow', this.poll);
    }
    disconnectedCallback() {
      clearInterval(this.timer);
      document.removeEventListener('visibilitychange', this.poll);
      removeEventListener('pageshow', this.poll);
    }
    async show() {
      const { link } = this;
      let text = title;
      let href = new URL('.', src);
      try {
        const response = await fetch(new URL('api/v2/summary.json', src), { cache: 'no-cache' });
        const { components, incidents, status: overall } = await response.json();
        const worst = Math.max(
          0,
          ...components.map((/** @type {Shown} */ { status }) => order.indexOf(status)),
        );
        const [label, colour] = states[overall.description] ?? states[order[worst]];
        const [incident] = incidents;
        text += `${colon} ${incident?.name ?? label}`;
        if (phases[incident?.status]) text += ` · ${phases[incident.status]}`;
        if (incidents[1]) text += more.replace('#', incidents.length - 1);
        href = incident?.shortlink ?? href;
        link.style.borderColor = colour;
        this.hidden = this.hasAttribute('quiet') && !worst && !incident;
      } catch {
        return;
      }
      link.href = href;
      if (link.textContent !== text) link.textContent = text;
    }
  }
  customElements.define('candor-status', Status);
}
