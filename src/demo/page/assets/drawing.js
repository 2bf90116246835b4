// Draws what the page around it says in Mermaid, and tells it how high the drawing is.
// The page's server gives it from its package.
const address = '/-/mermaid/mermaid.esm.min.mjs';
const { default: mermaid } = await import(address);

const dark = matchMedia('(prefers-color-scheme: dark)').matches;
mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  theme: dark ? 'dark' : 'default',
  fontFamily: 'system-ui, sans-serif',
});

addEventListener('message', async ({ data, origin, source }) => {
  if (origin !== location.origin || typeof data?.mermaid !== 'string') return;
  const place = document.getElementById('drawing');
  try {
    const { svg } = await mermaid.render('drawn', data.mermaid);
    place.innerHTML = svg;
    source.postMessage({ drawn: data.id, height: Math.ceil(place.getBoundingClientRect().height) }, origin);
  } catch (error) {
    source.postMessage({ drawn: data.id, fault: String(error) }, origin);
  }
});
parent.postMessage({ ready: true }, location.origin);
