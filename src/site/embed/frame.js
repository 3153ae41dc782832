/**
 * Loads the frame again when something was published: it asks once a minute while it is visible, past the browser's cache. The
 * attributes `k` and `u` of `html` are the version of the frame and the address of `status.json`.
 */
export function frame() {
  const { dataset } = document.documentElement;
  setInterval(async () => {
    if (document.hidden) return;
    const { page, status } = await (await fetch(dataset.u, { cache: 'no-cache' })).json();
    if (page.updated_at + status.description != dataset.k) location.reload();
  }, 6e4);
}
