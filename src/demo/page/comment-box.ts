import { authorAssociation } from '../box/facts/role-of.ts';
import type { Account } from '../box/store/account.ts';
import type { Reaction } from '../box/store/issue.ts';
import type { Repository } from '../box/store/repository.ts';
import { type Html, html } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { timeMark } from './marks.ts';
import { avatar, nameOf } from './person.ts';

/** What somebody wrote. */
export interface Written {
  readonly author: Account;
  readonly body: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly reactions?: readonly Reaction[];
  /** The fragment of its address. */
  readonly anchor?: string;
}

const pictures: Record<Reaction['content'], string> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
};

/** A comment with its head, its Markdown and the reactions to it. */
export function commentBox(repository: Repository, written: Written): Html {
  const association = authorAssociation(repository, written.author);
  const edited = written.updatedAt > written.createdAt && html` <span class="quiet">· edited</span>`;
  const role = association !== 'NONE' && html`<span class="label">${association.toLowerCase()}</span>`;
  const body =
    written.body.trim() === ''
      ? html`<p class="quiet">No description provided.</p>`
      : renderMarkdown(written.body);
  return html`<article class="comment"${written.anchor && html` id="${written.anchor}"`}>
${avatar(written.author)}
<div class="comment-box">
<header class="comment-head"><p>${nameOf(written.author)} <span class="quiet">commented ${timeMark(written.createdAt)}</span>${edited}</p>${role}</header>
<div class="markdown">${body}</div>
${reactionList(written.reactions ?? [])}
</div>
</article>`;
}

function reactionList(reactions: readonly Reaction[]): Html | false {
  if (reactions.length === 0) return false;
  const groups = Map.groupBy(reactions, (one) => one.content);
  const items = [...groups].map(
    ([content, all]) =>
      html`<li class="reaction" title="${all.map((one) => one.user.login).join(', ')}"><span role="img" aria-label="${content}">${pictures[content]}</span> ${all.length}</li>`,
  );
  return html`<ul class="reactions" aria-label="Reactions">${items}</ul>`;
}
