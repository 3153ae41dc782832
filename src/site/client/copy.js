/** Shows the buttons that copy the text before them, where the browser lets a page copy. */
export function copy() {
  const c = navigator.clipboard;
  if (c)
    for (const b of document.querySelectorAll('[data-c]')) {
      b.hidden = false;
      b.addEventListener('click', async () => {
        await c.writeText(b.previousElementSibling.textContent);
        b.textContent = b.dataset.c;
      });
    }
}
