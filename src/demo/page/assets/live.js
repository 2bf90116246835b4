import { draw } from './drawings.js';

// Puts times into words and shows what has changed, without a reload.
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

function sayTimes() {
  for (const time of document.querySelectorAll('time')) {
    const seconds = Math.round((Date.parse(time.dateTime) - Date.now()) / 1000);
    const [amount, unit] =
      seconds > -60
        ? [seconds, 'second']
        : seconds > -3600
          ? [Math.round(seconds / 60), 'minute']
          : [Math.round(seconds / 3600), 'hour'];
    time.textContent = seconds > -10 ? 'just now' : words.format(amount, unit);
  }
}

async function refresh() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const selector of ['main', '.repository-bar']) {
    const [now, then] = [fresh.querySelector(selector), document.querySelector(selector)];
    if (!now || !then || now.innerHTML === then.dataset.source) continue;
    const source = now.innerHTML;
    const opened = [...then.querySelectorAll('details')].map((one) => one.open);
    then.innerHTML = source;
    then.dataset.source = source;
    then.querySelectorAll('details').forEach((one, index) => {
      one.open = opened[index] ?? one.open;
    });
  }
  sayTimes();
  draw();
}

for (const selector of ['main', '.repository-bar']) {
  const part = document.querySelector(selector);
  if (part) part.dataset.source = part.innerHTML;
}
sayTimes();
draw();
setInterval(sayTimes, 10_000);
new EventSource('/-/changes').addEventListener('message', refresh);
