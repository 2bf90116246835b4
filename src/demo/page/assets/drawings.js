// Shows Mermaid as GitHub does: drawn in a frame of its own, with the source behind it.
const frames = new Map();
let count = 0;

/** Puts a drawing in the place of each block of Mermaid that is not drawn yet. */
export function draw() {
  for (const code of document.querySelectorAll('pre > code.language-mermaid')) {
    const source = code.parentElement;
    if (source.closest('.drawing')) continue;
    count += 1;
    const id = `drawing-${count}`;
    const figure = document.createElement('figure');
    figure.className = 'drawing';
    const frame = document.createElement('iframe');
    frame.title = code.textContent.match(/title "?([^"\n]+)/)?.[1] ?? 'A drawing';
    frame.src = '/-/drawing.html';
    frame.loading = 'eager';
    frames.set(id, { frame, figure, text: code.textContent });
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = 'Source';
    source.replaceWith(figure);
    details.append(summary, source);
    figure.append(frame, details);
  }
}

addEventListener('message', ({ data, origin, source }) => {
  if (origin !== location.origin) return;
  for (const [id, { frame, figure, text }] of frames) {
    if (!frame.isConnected) frames.delete(id);
    else if (frame.contentWindow === source && data.ready) source.postMessage({ id, mermaid: text }, origin);
    else if (data.drawn === id && data.fault) figure.dataset.fault = data.fault;
    else if (data.drawn === id) {
      frame.style.height = `${data.height}px`;
      figure.dataset.drawn = 'yes';
    }
  }
});
