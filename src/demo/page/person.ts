import { createHash } from 'node:crypto';
import type { Account } from '../box/store/account.ts';
import { plainLogin } from '../box/views/account-view.ts';
import { type Html, html } from './html.ts';

/** An account's picture; the name stands beside it. */
export function avatar(account: Account): Html {
  const shape = account.type === 'User' ? 'round' : 'square';
  return html`<img class="avatar ${shape}" src="/avatars/u/${account.id}" alt="" width="32" height="32">`;
}

/** An account's name, with its mark if it is a bot. */
export function nameOf(account: Account): Html {
  const bot = account.type === 'Bot' && html` <span class="label">bot</span>`;
  return html`<strong class="author">${plainLogin(account)}</strong>${bot}`;
}

/** A picture made of a name, the same each time: a pattern of five by five in two colours. */
export function avatarPicture(account: Account): string {
  const digest = createHash('sha256').update(account.login).digest();
  const hue = Math.round(((digest[0] ?? 0) / 256) * 360);
  const cells = Array.from({ length: 15 }, (_, index) => index).filter(
    (index) => (digest[index + 1] ?? 0) > 127,
  );
  const squares = cells.flatMap((index) => {
    const [column, row] = [index % 3, Math.floor(index / 3)];
    return [...new Set([column, 4 - column])].map(
      (x) => `<rect x="${x + 1}" y="${row + 1}" width="1" height="1"/>`,
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7" shape-rendering="crispEdges"><rect width="7" height="7" fill="hsl(${hue} 40% 92%)"/><g fill="hsl(${hue} 55% 42%)">${squares.join('')}</g></svg>`;
}
