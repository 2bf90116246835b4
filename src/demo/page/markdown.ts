import { micromark, type Options } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { escapeHtml, Html } from './html.ts';

/** The tags that pass, and only without attributes (but for an open `details`), as in what the App writes. */
const passing =
  /^<(\/?(?:b|br|code|details|em|i|kbd|p|pre|s|span|strong|sub|summary|sup)|details open|br ?\/)>$/i;

type HtmlExtension = NonNullable<Options['htmlExtensions']>[number];

/** Raw HTML: comments vanish, harmless tags pass, all else is shown as text. */
const rawHtml: HtmlExtension = {
  enter: {
    htmlFlow() {
      this.lineEndingIfNeeded();
    },
  },
  exit: {
    htmlFlow(token) {
      this.raw(harmless(this.sliceSerialize(token)));
      this.setData('slurpOneLineEnding', true);
    },
    htmlText(token) {
      this.raw(harmless(this.sliceSerialize(token)));
    },
    htmlFlowData() {},
    htmlTextData() {},
  },
};

function harmless(source: string): string {
  const parts = source.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split(/(<[^>]*>)/);
  return parts.map((part) => (passing.test(part) ? part.toLowerCase() : escapeHtml(part))).join('');
}

/** Markdown as GitHub flavours it, as safe HTML; what GitHub makes of mentions and commits' ids is marked. */
export function renderMarkdown(source: string): Html {
  const rendered = micromark(source, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml(), rawHtml],
  });
  return new Html(markReferences(rendered));
}

/** Marks mentions, and shortens ids of commits, in the text between tags, but not within code or links. */
function markReferences(markup: string): string {
  let within = 0;
  const parts = markup.split(/(<[^>]*>)/).map((part) => {
    if (/^<(?:code|a)\b/.test(part)) within += 1;
    else if (/^<\/(?:code|a)>/.test(part)) within -= 1;
    else if (within === 0 && !part.startsWith('<')) {
      return part
        .replace(/(?<![\w/])@[a-z\d](?:-?[a-z\d]){0,38}/gi, '<span class="mention">$&</span>')
        .replace(/\b([0-9a-f]{7})[0-9a-f]{33}\b/g, '<code class="sha" title="$&">$1</code>');
    }
    return part;
  });
  return parts.join('');
}
