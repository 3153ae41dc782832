/**
 * The custom element `<candor-status>`, for the company's own pages: one line that says what is the matter and leads to
 * the status page. It asks the site that its script came from, each minute while somebody looks. With the attribute
 * `quiet` it is there only when something is the matter. What it shows is put in as text, and its link is styled so that
 * the page's own styles and content security policy have their way.
 *
 * @typedef {{ status: string, name: string, shortlink: string }} Shown
 * @param {string} title
 * @param {string} colon what stands right after the title
 * @param {Record<string, readonly [word: string, colour: string]>} states mildest first
 */
export function define(title, colon, states) {
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const order = Object.keys(states);
  class Status extends HTMLElement {
    link = document.createElement('a');
    timer = 0;
    connectedCallback() {
      this.setAttribute('aria-live', 'polite');
      this.link.dir = 'auto';
      this.link.style = 'display:block;padding:.6em 1em;border-inline-start:.4em solid;color:inherit';
      this.replaceChildren(this.link);
      this.show();
      this.timer = setInterval(() => document.hidden || this.show(), 60_000);
    }
    disconnectedCallback() {
      clearInterval(this.timer);
    }
    async show() {
      const { link } = this;
      let text = title;
      let href = new URL('.', src);
      try {
        const answer = await fetch(new URL('api/v2/summary.json', src));
        const { components, incidents } = await answer.json();
        const worst = Math.max(
          0,
          ...components.map((/** @type {Shown} */ { status }) => order.indexOf(status)),
        );
        const [word, colour] = states[order[worst]];
        const [incident] = incidents;
        text += `${colon} ${incident?.name ?? word}`;
        href = incident?.shortlink ?? href;
        link.style.borderColor = colour;
        this.hidden = this.hasAttribute('quiet') && !worst && !incident;
      } catch {
        if (link.href) return;
      }
      link.href = href;
      if (link.textContent !== text) link.textContent = text;
    }
  }
  customElements.define('candor-status', Status);
}
