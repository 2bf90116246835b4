import type { Call } from './call.ts';
import { numberOf } from './call.ts';

/** One page of a list, and the `Link` header that leads to the others. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string>>;
}

const usual = 30;
const most = 100;

/** Cuts the page that `page` and `per_page` ask for: 30 items unless said otherwise, never more than 100. */
export function pageOf<Item>(call: Call, items: readonly Item[]): Page<Item> {
  const size = Math.min(most, Math.max(1, numberOf(call, 'per_page') || usual));
  const page = Math.max(1, numberOf(call, 'page'));
  const last = Math.max(1, Math.ceil(items.length / size));
  const to = (number: number) => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(number));
    return url.href;
  };
  const links = [
    ...(page > 1 ? [`<${to(page - 1)}>; rel="prev"`] : []),
    ...(page < last ? [`<${to(page + 1)}>; rel="next"`, `<${to(last)}>; rel="last"`] : []),
    ...(page > 1 ? [`<${to(1)}>; rel="first"`] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
